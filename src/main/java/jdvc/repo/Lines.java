package jdvc.repo;

import java.util.Collection;

/** Lists in messages: twenty lines, and how many more there are. */
final class Lines {

    private static final int SHOWN = 20;

    private Lines() {}

    static void append(StringBuilder text, Collection<String> lines) {
        int left = SHOWN;
        for (var each : lines) {
            if (left-- == 0) {
                text.append("\n  … and ").append(lines.size() - SHOWN).append(" more");
                return;
            }
            text.append("\n  ").append(each);
        }
    }
}
