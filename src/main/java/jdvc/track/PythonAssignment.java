package jdvc.track;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code name = literal}, {@code name: type = literal}, {@code self.name = literal}. */
record PythonAssignment(String name, @Nullable Object value) {

    /**
     * Returns what a statement assigns; absent if it is no assignment to one name, or of what is not written down.
     *
     * @param onlySelf only attributes of {@code self} count
     */
    static Optional<PythonAssignment> of(String statement, boolean onlySelf) {
        int end = identifier(statement, 0);
        var name = statement.substring(0, end);
        boolean self = name.equals("self") && statement.startsWith(".", end);
        if (self) {
            int from = end + 1;
            end = identifier(statement, from);
            name = statement.substring(from, end);
        }
        if (name.isEmpty() || onlySelf && !self) return Optional.empty();
        int equals = equals(statement, end);
        if (equals < 0) return Optional.empty();
        var value = statement.substring(equals + 1);
        try {
            return Optional.of(new PythonAssignment(name, PythonLiteral.parse(value)));
        } catch (PythonLiteral.NotLiteralException e) {
            return Optional.empty();
        }
    }

    private static int identifier(String text, int from) {
        int at = from;
        if (at < text.length() && !Character.isUnicodeIdentifierStart(text.charAt(at)) && text.charAt(at) != '_')
            return at;
        while (at < text.length() && Character.isUnicodeIdentifierPart(text.charAt(at))) at++;
        return at;
    }

    /** Returns where the equals sign behind a name is, a type between them passed over; -1 if there is none. */
    private static int equals(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') at++;
        if (text.startsWith("==", at)) return -1;
        if (text.startsWith("=", at)) return at;
        if (!text.startsWith(":", at)) return -1;
        int depth = 0;
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                i = text.indexOf(c, i + 1);
                if (i < 0) return -1;
            }
            if (c == '[' || c == '(') depth++;
            if (c == ']' || c == ')') depth--;
            if (c == '=' && depth == 0) return i;
        }
        return -1;
    }
}
