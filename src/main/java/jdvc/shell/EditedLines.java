package jdvc.shell;

import java.util.Optional;
import java.util.function.Supplier;
import org.jline.reader.UserInterruptException;
import org.jline.utils.AttributedString;

/** Lines from the editor. */
final class EditedLines implements LineSource {

    private final Editor editor;
    private final Supplier<AttributedString> prompt;

    EditedLines(Editor editor, Supplier<AttributedString> prompt) {
        this.editor = editor;
        this.prompt = prompt;
    }

    @Override
    public Optional<String> next() {
        try {
            return editor.read(prompt);
        } catch (UserInterruptException e) {
            return Optional.of(""); // Ctrl-C drops the line, and the next prompt follows
        }
    }

    @Override
    public boolean isInteractive() {
        return true;
    }
}
