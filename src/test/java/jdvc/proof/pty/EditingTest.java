package jdvc.proof.pty;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Typing: history, suggestions, mistakes, the keys of a browser. */
@Timeout(180)
class EditingTest {

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    void findsLinesAgain() {
        try (var shell = WORLD.project().shell()) {
            shell.at("jdvc main ❯");
            shell.run("root");
            shell.run("pwd");
            shell.key("C-r").type("oo").sees("root").key("Enter").at("jdvc main ❯");
            shell.type("pw").key("Up").at("jdvc main ❯ pwd").key("C-c").at("jdvc main ❯");
        }
    }
}
