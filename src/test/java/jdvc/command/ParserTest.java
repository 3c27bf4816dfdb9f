package jdvc.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {

    private final Parser<Void> parser = new Parser<>(Model.verbs());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "push                         | push       | []          | {}",
                "push a b                     | push       | [a, b]      | {}",
                "push a -r up b               | push       | [a, b]      | {remote=[up]}",
                "push --remote=up a           | push       | [a]         | {remote=[up]}",
                "push --remote= a             | push       | [a]         | {remote=[]}",
                "push --remo up               | push       | []          | {remote=[up]}",
                "push -Rdcf                   | push       | []          | {cloud=[], force=[], recursive=[], with-deps=[]}",
                "push -fr up                  | push       | []          | {force=[], remote=[up]}",
                "push -rup                    | push       | []          | {remote=[up]}",
                "push -remote                 | push       | []          | {remote=[emote]}",
                "push -j4 -j 8                | push       | []          | {jobs=[4, 8]}",
                "push -- -r --force           | push       | [-r, --force] | {}",
                "push - a                     | push       | [-, a]      | {}",
                "push --secret                | push       | []          | {secret=[]}",
                "push --show-stack a          | push       | [a]         | {}",
                "rm x                         | remove     | [x]         | {}",
                "remote add up s3://b         | remote add | [up, s3://b] | {}",
                "remote -v add up s3://b -f   | remote add | [up, s3://b] | {force=[]}",
                "remote ls                    | remote list | []         | {}",
                "--cd dir push a              | push       | [a]         | {}",
                "-v -v push                   | push       | []          | {}",
                "status -q                    | status     | []          | {quiet=[]}",
                "add --type copy x            | add        | [x]         | {type=[copy]}",
            })
    void understands(String line, String verbs, String params, String options) {
        var found = parser.parse(List.of(line.strip().split(" +")));
        var names = found.path().stream().map(Verb::name).toList();
        assertEquals(verbs, String.join(" ", names));
        assertEquals(params, found.args().params().toString());
        assertEquals(options, new java.util.TreeMap<>(found.args().options()).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                 | the following arguments are required: command",
                "add                | the following arguments are required: targets",
                "remote             | the following arguments are required: cmd",
                "remote add up      | the following arguments are required: url",
                "remote add         | the following arguments are required: name, url",
                "remote add a b c d | unrecognized arguments: c d",
                "remote list x      | unrecognized arguments: x",
                "push --x y         | unrecognized arguments: --x",
                "--x push           | unrecognized arguments: --x",
                "push --force=x     | argument -f/--force: ignored explicit argument 'x'",
                "push --remote      | argument -r/--remote: expected one argument",
                "push --remote -f   | argument -r/--remote: expected one argument",
                "push --re          | ambiguous option: --re could match --remote, --recursive",
                "add --type tape x  | argument --type: invalid choice: 'tape' (choose from 'copy', 'hardlink')",
                "stauts             | argument command: invalid choice: 'stauts' (choose from 'add', 'push', 'status', "
                        + "'remove', 'rm', 'remote', 'config', 'help')",
                "remote foo         | argument cmd: invalid choice: 'foo' (choose from 'add', 'list', 'ls')",
            })
    void complainsInTheWordsOfArgparse(String line, String message) {
        var words = line.isEmpty() ? List.<String>of() : List.of(line.strip().split(" +"));
        var failure = assertThrows(JdvcException.class, () -> parser.parse(words));
        assertEquals(Kind.USAGE, failure.kind());
        assertEquals(message, failure.getMessage());
    }

    @Test
    void saysWhatWasProbablyMeant() {
        assertEquals(Optional.of("did you mean `status`?"), hintOf("stauts"));
        assertEquals(Optional.of("did you mean `--force`?"), hintOf("push", "--froce"));
        assertEquals(Optional.of("did you mean `list`?"), hintOf("remote", "lst"));
        assertEquals(Optional.empty(), hintOf("zebra"));
        assertEquals(Optional.empty(), hintOf("push", "--secrex"), "what is hidden is not proposed");
    }

    @Test
    void findsTheVerbWhoseHelpBelongsToAnError() {
        assertEquals(List.of("remote", "add"), names("remote", "-q", "add", "--bogus"));
        assertEquals(List.of("remote"), names("remote", "bogus"));
        assertEquals(List.of("push"), names("--cd", "add", "push", "--bogus"));
        assertEquals(List.of(), names("bogus"));
        assertEquals(List.of(), names());
    }

    @Test
    void takesCommonOptionsBeforeAndAfterTheVerb() {
        assertTrue(parser.parse(List.of("-q", "push")).common().quiet());
        assertTrue(parser.parse(List.of("push", "-q")).common().quiet());
        assertEquals(2, parser.parse(List.of("-v", "push", "-v")).common().verbose());
        assertEquals(2, parser.parse(List.of("push", "-vv")).common().verbose());
        assertEquals(
                Optional.of("dir"),
                parser.parse(List.of("--cd", "dir", "push")).common().cd());
        assertTrue(parser.parse(List.of("--wait-for-lock", "push")).common().waitForLock());
        assertTrue(parser.parse(List.of("push", "-q", "-v")).common().contradictory());
    }

    @Test
    void leavesAnOptionToTheVerbThatRedefinesIt() {
        var found = parser.parse(List.of("status", "-q"));
        assertFalse(found.common().quiet());
        assertTrue(found.args().has(Model.OWN_QUIET));
        assertTrue(parser.parse(List.of("-q", "status")).common().quiet());
    }

    @Test
    void asksForNothingWhenHelpOrVersionIsWanted() {
        for (var line : List.of("add -h", "add --bogus --help", "remote -h", "remote add -h", "remote bogus -h")) {
            assertTrue(parser.parse(List.of(line.split(" "))).common().help(), line);
        }
        assertEquals(List.of(), parser.parse(List.of("-h")).path());
        assertTrue(parser.parse(List.of("-V")).common().version());
        assertThrows(JdvcException.class, () -> parser.parse(List.of("push", "-V")));
        assertThrows(JdvcException.class, () -> parser.parse(List.of("add", "--bogus", "--", "-h")));
    }

    @Test
    void readsNumbers() {
        assertEquals(
                OptionalInt.of(8),
                parser.parse(List.of("push", "-j", "8")).args().number(Model.JOBS));
        assertEquals(OptionalInt.empty(), parser.parse(List.of("push")).args().number(Model.JOBS));
        var word = parser.parse(List.of("push", "-j", "x")).args();
        var failure = assertThrows(JdvcException.class, () -> word.number(Model.JOBS));
        assertEquals("argument -j/--jobs: invalid int value: 'x'", failure.getMessage());
        var zero = parser.parse(List.of("push", "-j", "0")).args();
        assertThrows(JdvcException.class, () -> zero.number(Model.JOBS));
        assertEquals(OptionalInt.empty(), zero.jobs(Model.JOBS));
        var less = parser.parse(List.of("push", "-j", "-1")).args();
        assertThrows(JdvcException.class, () -> less.jobs(Model.JOBS));
    }

    private Optional<String> hintOf(String... words) {
        return assertThrows(JdvcException.class, () -> parser.parse(List.of(words)))
                .hint();
    }

    private List<String> names(String... words) {
        return parser.path(List.of(words)).stream().map(Verb::name).toList();
    }
}
