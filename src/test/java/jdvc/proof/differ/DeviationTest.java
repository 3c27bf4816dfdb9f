package jdvc.proof.differ;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdvc.proof.Outcome;
import jdvc.proof.differ.Difference.What;
import org.junit.jupiter.api.Test;

/** A declared deviation lets pass just what it speaks of, and not the defect that looks like it. */
class DeviationTest {

    private static final String MD5 = "60b725f10c9c85c70d97880dfe8191b3";
    private static final String FILE = "file 644 " + MD5 + " 2";
    private static final String OTHER = "file 644 3b5d5c3712955042212316173ccf37be 2";

    private final List<String> lines = new ArrayList<>();
    private final List<Difference> all = new ArrayList<>();
    private Map<String, String> state = Map.of();

    private Difference differs(What what, String where, String expected, String actual) {
        var difference = new Difference(what, where, expected, actual);
        all.add(difference);
        return difference;
    }

    private Difference answers(String expected, String actual) {
        return differs(What.ANSWER, "", expected, actual);
    }

    /** Returns who explains each of the differences after a line with these exits; empty: nobody. */
    private List<String> explained(String line, int theirs, int ours) {
        lines.add(line);
        var past = new Moment.Past(lines, state);
        var moment = new Moment(new Step(line), outcome(theirs), outcome(ours), all, past);
        return all.stream()
                .map(d -> Deviation.of(moment, d).map(Deviation::name).orElse(""))
                .toList();
    }

    private static Outcome outcome(int exit) {
        return new Outcome(List.of(), exit, "", "");
    }

    private void aRemovedOutput(String by) {
        lines.add("dvc add f");
        lines.add(by);
        state = Map.of("repo/f", FILE);
    }

    @Test
    void aFileIsKeptWhoseMetafileWasRemoved() {
        for (var by : List.of("dvc remove f.dvc", "rm -f f.dvc")) {
            lines.clear();
            all.clear();
            aRemovedOutput(by);
            answers("D\tf\n", "");
            differs(What.WORKSPACE, "repo/f", "", FILE);
            differs(What.GIT, "git status", "", "?? f\n");
            var gone = "safety 6.2, gone";
            assertEquals(List.of(gone, gone, gone), explained("dvc checkout", 0, 0));
        }
    }

    @Test
    void aFileThatIsTakenAwayOrChangedIsADefect() {
        aRemovedOutput("dvc remove f.dvc");
        answers("D\tf\n", "D\tg\n");
        differs(What.WORKSPACE, "repo/g", FILE, "");
        differs(What.WORKSPACE, "repo/f", "", OTHER);
        differs(What.CACHE, "repo/.dvc/cache/files/md5/60/b7", FILE, "");
        assertEquals(List.of("", "", "", ""), explained("dvc checkout", 0, 0));
    }

    @Test
    void aFileThatShouldGoWithItsCommitIsADefect() {
        lines.add("dvc add f");
        lines.add("git checkout -q -f HEAD~1");
        state = Map.of("repo/f", FILE);
        answers("D\tf\n", "");
        differs(What.WORKSPACE, "repo/f", "", FILE);
        assertEquals(List.of("", ""), explained("dvc checkout", 0, 0));
    }

    @Test
    void anInnerAddIsNotTakenAwayAndPlacedAgain() {
        lines.add("dvc add d/a");
        answers("M\td/\nD\td/a\n1 file added and 1 file deleted\n", "Everything is up to date.\n");
        assertEquals(List.of("DEV-4"), explained("dvc pull", 0, 0));
        all.clear();
        answers("M\td/\nD\td/a\nM\tf\n", "");
        assertEquals(List.of(""), explained("dvc checkout", 0, 0));
    }

    @Test
    void aFailedCheckoutPlacesWhatIsNamedAndKeepsTheRest() {
        state = Map.of("repo/d.dvc", "FILE 644\n  " + MD5, "repo/d/new", OTHER);
        answers("", "M\td/\n");
        differs(What.WORKSPACE, "repo/d", "", "directory 755");
        differs(What.WORKSPACE, "repo/d/a", "", FILE);
        differs(What.WORKSPACE, "repo/d/new", "", OTHER);
        var partial = "DEV-5, DEV-14 and decisions, pull";
        assertEquals(List.of(partial, partial, partial, partial), explained("dvc checkout", 255, 255));
    }

    @Test
    void aFailedCheckoutThatLosesOrInventsAFileIsADefect() {
        state = Map.of("repo/d.dvc", "FILE 644\n  " + MD5, "repo/d/new", OTHER);
        differs(What.WORKSPACE, "repo/d/new", OTHER, "");
        differs(What.WORKSPACE, "repo/d/a", "", "file 644 d41d8cd98f00b204e9800998ecf8427e 0");
        differs(What.WORKSPACE, "repo/d/b", OTHER, FILE);
        answers("1 file fetched\n", "ERROR\n");
        differs(What.CACHE, "repo/.dvc/cache/files/md5/60/b7", FILE, "");
        differs(What.METAFILE, "repo/d.dvc", "a", "b");
        assertEquals(List.of("", "", "", "", "", ""), explained("dvc pull", 1, 1));
    }

    @Test
    void anExecutableIsACopyWithTheSameBytes() {
        differs(What.CACHE, "repo/.dvc/cache/files/md5/60/b7", "file 544 " + MD5 + " 2", "file 444 " + MD5 + " 2");
        differs(
                What.WORKSPACE,
                "repo/x",
                "link $WORLD/repo/.dvc/cache/files/md5/60/" + MD5.substring(2),
                "file 744 " + MD5 + " 2");
        differs(What.WORKSPACE, "repo/y", "hard 544 " + MD5 + " 2", "file 744 " + MD5 + " 2");
        differs(What.WORKSPACE, "repo/z", "hard 544 " + MD5 + " 2", OTHER);
        differs(What.WORKSPACE, "repo/u", "hard 444 " + MD5 + " 2", FILE);
        var copy = "decisions, executables";
        assertEquals(List.of(copy, copy, copy, "", ""), explained("dvc add x", 0, 0));
    }

    @Test
    void onlyTheTabOfACloudStatusMayDiffer() {
        answers("\nnew:                f", "\n\tnew:                f");
        assertEquals(List.of("commands 6.2"), explained("dvc status -r r", 0, 0));
        assertEquals(List.of(""), explained("dvc status -c -r r", 0, 0));
        all.clear();
        answers("new:                f", "\tdeleted:            f");
        assertEquals(List.of(""), explained("dvc status -r r", 0, 0));
    }

    @Test
    void anAddThatFailsDidNothing() {
        differs(What.METAFILE, "repo/a.dvc", "FILE 644", "");
        differs(What.METAFILE, "repo/b.dvc", "FILE 644", "FILE 600");
        assertEquals(List.of("format, differences", ""), explained("dvc add a nope", 1, 1));
    }
}
