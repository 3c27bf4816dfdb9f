package jdvc.ui;

import java.time.Duration;

/** Numbers in words. */
public final class Amount {

    private Amount() {}

    /** Returns {@code 1 file} or {@code 2 files}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Returns bytes in binary units: {@code 12 B}, {@code 4.0 KiB}, {@code 123 MiB}. */
    public static String size(long bytes) {
        if (bytes < 1024) return bytes + " B";
        int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        long tenths = tenths(bytes, unit);
        if (tenths >= 10235) { // would be shown as 1024

            unit++;
            tenths = tenths(bytes, unit);
        }
        String number = tenths >= 1000 ? String.valueOf((tenths + 5) / 10) : tenths / 10 + "." + tenths % 10;
        return number + " " + "KMGTPE".charAt(unit - 1) + "iB";
    }

    /** Returns a duration in the two largest units that say something: {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s}. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 9_950) return (millis + 50) / 1000 + "." + (millis + 50) / 100 % 10 + " s";
        long seconds = (millis + 500) / 1000;
        if (seconds < 60) return seconds + " s";
        if (seconds < 3600) return seconds / 60 + " min " + seconds % 60 + " s";
        return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }

    private static long tenths(long bytes, int unit) {
        int shift = 10 * unit;
        long whole = bytes >> shift;
        long rest = bytes - (whole << shift);
        // half up, in steps that do not overflow
        return whole * 10 + ((rest >> shift - 10) * 10 + 512 >> 10);
    }

    /** Returns how long ago something was, in one unit: {@code just now}, {@code 5 min ago}, {@code 12 days ago}. */
    public static String age(Duration age) {
        long minutes = age.toMinutes();
        if (minutes < 1) return "just now";
        if (minutes < 60) return minutes + " min ago";
        if (minutes < 48 * 60) return minutes / 60 + " h ago";
        long days = minutes / (24 * 60);
        if (days < 60) return days + " days ago";
        return days < 730 ? days / 30 + " months ago" : days / 365 + " years ago";
    }
}
