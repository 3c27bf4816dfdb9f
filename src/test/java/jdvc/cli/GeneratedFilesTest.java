package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What stands in the tree and is made from the verbs is as it would be made now; {@code dev/generated} makes it. */
class GeneratedFilesTest {

    @Test
    void theCompletionsKnowTheVerbs() throws IOException {
        check("completions/jdvc.bash", CompletionFiles::withTables);
        check("completions/_jdvc", CompletionFiles::withTables);
        check("completions/jdvc.fish", CompletionFiles::withFishTables);
    }

    @Test
    void theManPageSaysWhatHelpSays() throws IOException {
        check("man/jdvc.1", old -> ManPage.text());
    }

    @Test
    void theTableOfParitySaysWhatTheVerbsHave() throws IOException {
        check("docs/dvc-parity.md", old -> {
            try {
                return ParityTable.text();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void check(String file, UnaryOperator<String> made) throws IOException {
        var path = Path.of(file);
        var wanted = made.apply(Files.readString(path));
        if (Boolean.getBoolean("jdvc.generate")) Files.writeString(path, wanted);
        assertEquals(wanted, Files.readString(path), file + " is stale: run dev/generated");
    }
}
