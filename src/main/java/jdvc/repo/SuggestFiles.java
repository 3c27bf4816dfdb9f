package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import jdvc.disk.Stat;
import jdvc.repo.Suggest.Word;

/** Names of the file system that could be typed next. */
final class SuggestFiles {

    /** So many files are looked at; of a larger directory those that begin or go on as what is typed. */
    private static final int MAX_LOOKED_AT = 2000;

    private final Call call;

    SuggestFiles(Call call) {
        this.call = call;
    }

    /** Returns what lies in the directory that {@code prefix} names the beginning of: files by size, then directories. */
    List<Word> in(String prefix, boolean directoriesOnly) throws IOException {
        int slash = prefix.lastIndexOf('/');
        var typed = prefix.substring(0, slash + 1);
        var begun = prefix.substring(slash + 1);
        var directory = call.env().cwd().resolve(expand(typed));
        var words = new ArrayList<Word>();
        for (var name : names(directory, begun)) {
            var stat = call.disk().statTarget(directory.resolve(name));
            boolean isDirectory = stat.map(Stat::isDirectory).orElse(false);
            if (isDirectory || !directoriesOnly) words.add(word(typed + name, stat));
        }
        words.sort(
                Comparator.comparingLong((Word word) -> -word.size().orElse(-1)).thenComparing(Word::text));
        return words;
    }

    private static Word word(String text, Optional<Stat> stat) {
        if (stat.isPresent() && stat.get().isDirectory()) {
            return new Word(text + "/", true, "", OptionalLong.empty(), Optional.empty());
        }
        var when = stat.map(s -> Instant.ofEpochSecond(0, s.mtime()));
        return new Word(text, false, "", OptionalLong.of(stat.map(Stat::size).orElse(0L)), when);
    }

    private List<String> names(Path directory, String begun) {
        var all = new ArrayList<String>();
        for (var name : list(directory)) if (!name.startsWith(".") || begun.startsWith(".")) all.add(name);
        if (all.size() <= MAX_LOOKED_AT) return all;
        var some = new ArrayList<String>();
        var lower = begun.toLowerCase(Locale.ROOT);
        for (var name : all) if (name.toLowerCase(Locale.ROOT).startsWith(lower)) some.add(name);
        if (some.isEmpty())
            for (var name : all) if (name.toLowerCase(Locale.ROOT).contains(lower)) some.add(name);
        return some.subList(0, Math.min(some.size(), MAX_LOOKED_AT));
    }

    private List<String> list(Path directory) {
        try {
            return call.disk().list(directory);
        } catch (IOException e) {
            return List.of(); // nothing completes in what is not there
        }
    }

    private String expand(String typed) {
        return typed.startsWith("~/") ? call.env().home() + typed.substring(1) : typed;
    }
}
