package jdvc.ui;

/**
 * Text with a style that is applied after the text was made safe.
 *
 * @param text not yet sanitised
 */
public record Styled(Style style, String text) {

    @Override
    public String toString() {
        return text;
    }
}
