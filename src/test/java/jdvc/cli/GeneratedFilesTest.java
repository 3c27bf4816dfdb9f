package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What stands in the tree and is made from the verbs is as it would be made now; {@code dev/generated} makes it. */
class GeneratedFilesTest {

    @Test
    void theCompletionsKnowTheVerbs() throws IOException {
        checkTables("completions/jdvc.bash", CompletionFiles::withTables);
        checkTables("completions/_jdvc", CompletionFiles::withTables);
        checkTables("completions/jdvc.fish", CompletionFiles::withFishTables);
    }

    @Test
    void theManPageSaysWhatHelpSays() throws IOException {
        check("man/jdvc.1", ManPage.text());
    }

    @Test
    void theTableOfParitySaysWhatTheVerbsHave() throws IOException {
        check("docs/dvc-parity.md", ParityTable.text());
    }

    /** Checks a file of which only the tables are made. */
    private static void checkTables(String file, UnaryOperator<String> withTables) throws IOException {
        check(file, withTables.apply(Files.readString(Path.of(file))));
    }

    private static void check(String file, String wanted) throws IOException {
        var path = Path.of(file);
        if (Boolean.getBoolean("jdvc.generate")) Files.writeString(path, wanted);
        assertEquals(wanted, Files.readString(path), file + " is stale: run dev/generated");
    }
}
