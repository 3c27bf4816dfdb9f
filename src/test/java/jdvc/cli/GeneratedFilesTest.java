package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What stands in the tree and is made from the verbs is as it would be made now; {@code dev/generated} makes it. */
class GeneratedFilesTest {

    @Test
    void theCompletionsKnowTheVerbs() throws IOException {
        check("completions/jdvc.bash", CompletionFiles.bash());
        check("completions/_jdvc", CompletionFiles.zsh());
        check("completions/jdvc.fish", CompletionFiles.fish());
    }

    @Test
    void theManPageSaysWhatHelpSays() throws IOException {
        check("man/jdvc.1", ManPage.text());
    }

    private static void check(String file, String wanted) throws IOException {
        var path = Path.of(file);
        if (Boolean.getBoolean("jdvc.generate")) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, wanted);
        }
        assertEquals(wanted, Files.readString(path), file + " is stale: run dev/generated");
    }
}
