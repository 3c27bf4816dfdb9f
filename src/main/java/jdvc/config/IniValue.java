package jdvc.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a name stands for in a settings file: a text, a list of texts, or a section of further names. */
sealed interface IniValue {

    record Text(String text) implements IniValue {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A list looks as Python prints it: where DVC takes a list for a text, this is the text. */
    record Items(List<String> items) implements IniValue {

        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            var text = new StringBuilder("[");
            for (var item : items) {
                if (text.length() > 1) text.append(", ");
                char quote = item.indexOf('\'') >= 0 && item.indexOf('"') < 0 ? '"' : '\'';
                text.append(quote).append(item).append(quote);
            }
            return text.append(']').toString();
        }
    }

    /** Names and their values, in the order of the file; never changed, only copied. */
    record Section(Map<String, IniValue> entries) implements IniValue {

        static final Section EMPTY = new Section(Map.of());

        public Section {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** Returns plain values as a section: maps are sections, lists are lists, all else is a text. */
        static Section of(Map<?, ?> values) {
            var entries = new LinkedHashMap<String, IniValue>();
            values.forEach((name, value) -> entries.put(String.valueOf(name).toLowerCase(Locale.ROOT), any(value)));
            return new Section(entries);
        }

        private static IniValue any(@Nullable Object value) {
            if (value instanceof Map<?, ?> section) return of(section);
            if (value instanceof List<?> list)
                return new Items(list.stream().map(String::valueOf).toList());
            return new Text(String.valueOf(value));
        }

        Optional<IniValue> get(String name) {
            return Optional.ofNullable(entries.get(name));
        }

        /** Returns the section of a name; an empty one if there is none. */
        Section section(String name) {
            return entries.get(name) instanceof Section section ? section : EMPTY;
        }

        boolean has(String name) {
            return entries.containsKey(name);
        }

        /** Returns a copy with a value in the place of an earlier one, else at the end. */
        Section with(String name, IniValue value) {
            var copy = new LinkedHashMap<>(entries);
            copy.put(name, value);
            return new Section(copy);
        }

        Section without(String name) {
            var copy = new LinkedHashMap<>(entries);
            copy.remove(name);
            return new Section(copy);
        }

        /** Returns both, section by section; where only one can stand it is the other's value. */
        Section merge(Section stronger) {
            if (entries.isEmpty()) return stronger;
            var merged = new LinkedHashMap<>(entries);
            for (var each : stronger.entries.entrySet()) {
                var value = each.getValue();
                boolean both = merged.get(each.getKey()) instanceof Section && value instanceof Section;
                merged.put(each.getKey(), both ? section(each.getKey()).merge((Section) value) : value);
            }
            return new Section(merged);
        }

        /** Returns a copy with all names in small letters; of two that differ in nothing else the later one wins. */
        Section lowerCase() {
            var copy = new LinkedHashMap<String, IniValue>();
            for (var each : entries.entrySet()) {
                var value = each.getValue() instanceof Section section ? section.lowerCase() : each.getValue();
                copy.put(each.getKey().toLowerCase(Locale.ROOT), value);
            }
            return new Section(copy);
        }
    }
}
