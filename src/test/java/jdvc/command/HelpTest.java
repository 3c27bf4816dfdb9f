package jdvc.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    private final Parser<Void> parser = new Parser<>(Model.verbs());

    @Test
    void showsAVerb() {
        assertEquals("""
                Usage: jdvc push [OPTIONS] [targets...]

                Upload tracked files to a remote.

                Arguments:
                  targets  Tracked paths or metafiles (default: all)

                Options:
                  -r, --remote <name>  Remote to push to
                  -j, --jobs <n>       Uploads at a time
                  -R, --recursive      Search directories for metafiles
                  -d, --with-deps      Take along what the targets depend on
                  -c, --cloud          Compare the cache with the remote
                  -f, --force          Overwrite
                  -h, --help           Show this help and exit
                  -q, --quiet          Say nothing, only exit
                  -v, --verbose        Say more; twice for even more

                Examples:
                  jdvc push pkl/model.pkl
                  jdvc push -r backup
                """, new Help("jdvc", 80).verb(parser.path(List.of("push"))));
    }

    @Test
    void showsAVerbOfAnother() {
        var help = new Help("jdvc", 80);
        assertTrue(help.verb(parser.path(List.of("remote", "add")))
                .startsWith("Usage: jdvc remote add [OPTIONS] name url\n"));
        var group = help.verb(parser.path(List.of("remote")));
        assertTrue(group.startsWith("Usage: jdvc remote [OPTIONS] COMMAND ...\n"), group);
        assertTrue(group.contains("\nCommands:\n  add   Add one\n  list  Show all\n"), group);
        assertTrue(help.verb(parser.path(List.of("rm"))).contains("\nAlso: rm.\n"));
    }

    @Test
    void showsTheVerbsUnderTheirHeadings() {
        assertEquals("""
                Usage: [OPTIONS] COMMAND ...

                Data:
                  add     Track files or directories
                  push    Upload tracked files to a remote
                  status  Show what changed

                Commands:
                  remove  Stop tracking
                  remote  Manage remotes
                  config  Read or write a setting
                  help    Show help

                Options:
                  -h, --help           Show this help and exit
                  -q, --quiet          Say nothing, only exit
                  -v, --verbose        Say more; twice for even more
                  -V, --version        Show the version and exit
                      --cd <path>      Change to this directory first
                      --wait-for-lock  Wait for the repository's lock as long as it takes
                      --plain          For screen readers: ASCII, no columns, no line drawn
                                       again; only before the verb
                """, new Help("", 80).verbs(Model.verbs()));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 300})
    void fitsTheWidth(int width) {
        var help = new Help("jdvc", width);
        var all = help.verbs(Model.verbs()) + help.verb(parser.path(List.of("push")));
        for (var line : all.split("\n")) assertTrue(line.length() <= width, line);
        assertFalse(all.contains("secret"), "what is hidden is not shown");
        assertTrue(all.contains("--wait-for-lock"));
    }

    @Test
    void keepsTheIndentOfLinesThatItBreaks() {
        var verb = Verb.<Void>of("x", "Do it", List.of(), List.of(), (args, session) -> 0)
                .details("Words that go on and on\n  indented words that go on");
        var help = new Help("", 20).verb(List.of(verb));
        assertTrue(help.endsWith("Words that go on and\non\n  indented words\n  that go on\n"), help);
    }
}
