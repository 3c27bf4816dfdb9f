package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckIgnoreTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
        project.write(".dvcignore", "*.log\n!keep.log\n");
        project.write("a.log", "a");
    }

    private void prints(String expected, int exit, String... words) {
        var ran = project.jdvc(words);
        assertEquals(expected, ran.out(), () -> List.of(words) + ran.err());
        assertEquals(exit, ran.exit());
    }

    @Test
    void namesWhatIsIgnored() {
        prints("a.log\nnot/there.log\n", 0, "check-ignore", "a.log", "b.txt", "keep.log", "not/there.log");
        prints("", 1, "check-ignore", "b.txt");
    }

    @Test
    void showsTheRuleThatDecides() {
        prints(".dvcignore:1:*.log\ta.log\n", 0, "check-ignore", "-d", "a.log", "b.txt");
        prints(".dvcignore:2:!keep.log\tkeep.log\n", 0, "check-ignore", "-d", "keep.log");
        prints("::\tb.txt\n", 1, "check-ignore", "-dn", "b.txt");
    }

    @Test
    void readsPathsFromStandardInput() {
        var ran = project.answered(List.of("a.log", "b.txt", "", "c.log"), "check-ignore", "--stdin");
        assertEquals("a.log\n", ran.out());
        assertEquals(0, ran.exit());
    }

    @Test
    void refusesOptionsThatDoNotGoTogether() {
        assertEquals(255, project.jdvc("check-ignore").exit());
        assertEquals(255, project.jdvc("check-ignore", "--stdin", "a").exit());
        assertEquals(255, project.jdvc("check-ignore", "-n", "a").exit());
    }
}
