package jdvc;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The world as a value: nothing below {@code cli.Main} reads the process's own.
 *
 * @param cwd the working directory, absolute
 * @param home the user's home directory, absolute
 * @param vars environment variables
 * @param clock the time of day
 * @param random for names of temporaries and back-off
 * @param cpus processors to use, at least 1
 */
public record Env(Path cwd, Path home, Map<String, String> vars, Clock clock, RandomGenerator random, int cpus) {

    public Env {
        if (!cwd.isAbsolute() || !home.isAbsolute()) throw new IllegalArgumentException(cwd + ", " + home);
        vars = Map.copyOf(vars);
    }

    /** Returns a variable's value; absent if unset or empty. */
    public Optional<String> var(String name) {
        var value = vars.get(name);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** Returns the same world seen from another working directory. */
    public Env at(Path newCwd) {
        return new Env(cwd.resolve(newCwd).normalize(), home, vars, clock, random, cpus);
    }

    /** Returns an XDG base directory, such as {@code XDG_CONFIG_HOME} with its fall-back {@code .config}. */
    public Path xdg(String variable, String underHome) {
        return var(variable).map(Path::of).filter(Path::isAbsolute).orElse(home.resolve(underHome));
    }
}
