package jdvc.repo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import jdvc.config.Key;
import jdvc.repo.Suggest.Word;

/** Names and values of settings that could be typed next. */
final class SuggestSettings {

    private SuggestSettings() {}

    /** Returns the names, with type, default and what they do. */
    static List<Word> names(List<Key> keys) {
        var words = new ArrayList<Word>();
        for (var key : keys) words.add(Word.of(key.name(), about(key)));
        return words;
    }

    private static String about(Key key) {
        var type = key.choices().isEmpty() ? type(key.type()) : String.join("|", key.choices());
        var byDefault = key.byDefault().isEmpty() ? "" : ", default " + key.byDefault();
        return key.description() + " (" + type + byDefault + ")";
    }

    private static String type(Key.Type type) {
        return switch (type) {
            case FLAG -> "true|false";
            case INTEGER, COUNT -> "number";
            case PERCENT -> "0-100";
            case DECIMAL, SECONDS, TEXT, LOWER, PATH, CHOICE, LINKS, SIZE, NONE ->
                type.name().toLowerCase(Locale.ROOT);
        };
    }

    /** Returns the values of the setting of this name; of a list, those that may follow the last comma. */
    static List<Word> values(List<Key> keys, String name, String prefix) {
        for (var key : keys) {
            if (!key.name().equalsIgnoreCase(name) && !isOf(key.name(), name)) continue;
            return switch (key.type()) {
                case FLAG -> choices(List.of("true", "false"), "", key.byDefault());
                case CHOICE -> choices(key.choices(), "", key.byDefault());
                case LINKS -> choices(key.choices(), prefix.substring(0, prefix.lastIndexOf(',') + 1), key.byDefault());
                case INTEGER, COUNT, PERCENT, DECIMAL, SECONDS, TEXT, LOWER, PATH, SIZE, NONE -> List.of();
            };
        }
        return List.of();
    }

    /** Tells whether a name such as {@code remote.models.verify} is one of {@code remote.NAME.verify}. */
    private static boolean isOf(String pattern, String name) {
        int at = pattern.indexOf("NAME");
        if (at < 0 || name.length() <= pattern.length() - 4) return false;
        return name.startsWith(pattern.substring(0, at)) && name.endsWith(pattern.substring(at + 4));
    }

    private static List<Word> choices(List<String> choices, String before, String byDefault) {
        var words = new ArrayList<Word>();
        boolean list = !before.isEmpty();
        for (var each : choices) {
            if (list && ("," + before).contains("," + each + ",")) continue;
            var about = each.equals(byDefault) ? "default" : "";
            words.add(new Word(before + each, false, about, OptionalLong.empty(), Optional.empty()));
        }
        return words;
    }
}
