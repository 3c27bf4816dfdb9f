package jdvc.proof.pty;

import java.nio.file.Path;
import java.util.List;
import jdvc.proof.Lab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tab in real shells of others, with the completions of the tree. */
@Timeout(180)
class OtherShellsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final Path FILES = Path.of("completions").toAbsolutePath();

    private Home home;

    @BeforeEach
    void begin() {
        home = WORLD.project().write("my big.bin", "x".repeat(2048)).programOnPath();
    }

    @Test
    void bash() {
        Lab.requireProgram("bash");
        home.write(".rc", "PS1='here> '\nsource '" + FILES + "/jdvc.bash'\n");
        try (var shell = home.terminal(List.of("bash", "--noprofile", "--rcfile", ".rc", "-i"))) {
            works(shell.lent());
        }
    }

    @Test
    void zsh() {
        Lab.requireProgram("zsh");
        home.write(".zshrc", "PS1='here> '\nfpath=('" + FILES + "' $fpath)\nautoload -U compinit; compinit -u -D\n")
                .set("ZDOTDIR", home.cwd().toString());
        try (var shell = home.terminal(List.of("zsh", "-i"))) {
            works(shell.lent());
        }
    }

    @Test
    void fish() {
        Lab.requireProgram("fish");
        var begin = "source '" + FILES + "/jdvc.fish'; function fish_prompt; echo -n 'here> '; end";
        try (var shell = home.terminal(List.of("fish", "--no-config", "-C", begin))) {
            works(shell.lent());
        }
    }

    /** Each line is left by Ctrl-U, which all three know. */
    private void works(Pty shell) {
        shell.at("here>").type("jdvc pu").key("Tab", "Tab");
        shell.seesMatch("push +.?Upload tracked files").seesMatch("publish +.?Take outputs");
        shell.key("C-u").type("jdvc push --j").key("Tab").at("here> jdvc push --jobs");
        shell.key("C-u").type("jdvc remote mod").key("Tab").at("here> jdvc remote modify");
        shell.key("C-u").type("jdvc push -r ").key("Tab").at("here> jdvc push -r store");
        shell.key("C-u").type("jdvc push --remote=s").key("Tab").at("here> jdvc push --remote=store");
        shell.key("C-u").type("jdvc checkout data/im").key("Tab").at("here> jdvc checkout data/images/");
        shell.key("C-u").type("jdvc add my").key("Tab").at("here> jdvc add my\\ big.bin");
        shell.key("C-u").type("jdvc checkout data@").key("Tab");
        shell.seesMatch("here> jdvc checkout data@[0-9a-f]{8} *$");
        shell.key("C-u").type("jdvc checkout model.pkl@").key("Tab", "Tab");
        // where both begin alike bash inserts that first, and the list is one Tab further
        boolean alike = home.git("rev-parse", "HEAD").charAt(0)
                == home.git("rev-parse", "HEAD~1").charAt(0);
        if (alike) shell.key("Tab");
        shell.seesMatch("second model").seesMatch("first model");
    }
}
