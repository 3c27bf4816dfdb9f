package jdvc.config;

import java.util.Locale;

/** Takes URLs apart as Python does, which is what decides how DVC treats a remote. */
final class Urls {

    private Urls() {}

    /** Returns what is before the colon, in small letters; empty if the URL names no host: then it is a path. */
    static String scheme(String url) {
        int colon = colon(url);
        return colon < 0 || host(url).isEmpty() ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
    }

    /** Returns host, port and user information, or the bucket; empty if there is no {@code //}. */
    static String host(String url) {
        int start = colon(url) + 1;
        if (!url.startsWith("//", start)) return "";
        int end = start + 2;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) end++;
        return url.substring(start + 2, end);
    }

    /** Returns what follows the host, up to a query or fragment. */
    static String path(String url) {
        int start = colon(url) + 3 + host(url).length();
        int end = start;
        while (end < url.length() && url.charAt(end) != '?' && url.charAt(end) != '#') end++;
        return start > url.length() ? "" : url.substring(start, end);
    }

    /** Tells whether a text begins as DVC's paths that are none: word characters and {@code ://}. */
    static boolean isUrl(String text) {
        int at = 0;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) at++;
        return at > 0 && text.startsWith("://", at);
    }

    /** Tells whether a URL has a password in it. */
    static boolean hasPassword(String url) {
        var host = host(url);
        int at = host.lastIndexOf('@');
        return at >= 0 && host.lastIndexOf(':', at) >= 0;
    }

    /** Returns the place of the colon after a scheme; -1 if there is none. */
    private static int colon(String url) {
        for (int at = 0; at < url.length(); at++) {
            char c = url.charAt(at);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (c == ':') return at > 0 ? at : -1;
            boolean later = c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
            if (!letter && !(at > 0 && later)) return -1;
        }
        return -1;
    }
}
