package jdvc.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Nearest;
import org.apache.commons.cli.AmbiguousOptionException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** Tells options from arguments; its complaints have the words of Python's argparse, which DVC uses. */
final class OptionParser {

    private final List<Opt> opts;
    private final Options options = new Options();
    private final Map<Character, Opt> letters = new LinkedHashMap<>();

    /** What was found: how often each option by its long name, its values, and the words that are no options. */
    record Found(Map<String, Integer> counts, Map<String, List<String>> values, List<String> rest) {

        int count(Opt opt) {
            return counts.getOrDefault(opt.name(), 0);
        }
    }

    /** For the first of two options with one name or letter, that name or letter is meant. */
    OptionParser(List<Opt> opts) {
        this.opts = opts;
        for (var opt : opts) add(opt);
    }

    private void add(Opt opt) {
        if (options.hasLongOption(opt.name())) return;
        var builder =
                opt.letter().isPresent() && letters.putIfAbsent(opt.letter().get(), opt) == null
                        ? Option.builder(opt.letter().get().toString())
                        : Option.builder();
        builder.longOpt(opt.name()).hasArg(!opt.isFlag());
        if (opt.takes() != Opt.Takes.ONE) builder.optionalArg(true);
        if (opt.takes() == Opt.Takes.MANY) builder.hasArgs();
        options.addOption(builder.get());
    }

    /** Parses words; with {@code leading} only up to the first that is no option. */
    Found parse(List<String> words, boolean leading) {
        try {
            var parser = DefaultParser.builder()
                    .setAllowPartialMatching(true)
                    .setStripLeadingAndTrailingQuotes(false)
                    .get();
            return found(parser.parse(options, clustersSplit(words, leading), leading));
        } catch (MissingArgumentException e) {
            throw usage("argument " + label(e.getOption()) + ": expected one argument");
        } catch (AmbiguousOptionException e) {
            throw usage("ambiguous option: " + e.getOption() + " could match --"
                    + String.join(", --", e.getMatchingOptions()));
        } catch (UnrecognizedOptionException e) {
            throw unrecognized(e.getOption());
        } catch (ParseException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    static JdvcException usage(String message) {
        return JdvcException.of(Kind.USAGE, message);
    }

    private JdvcException unrecognized(String word) {
        int equals = word.indexOf('=');
        if (equals > 0 && options.hasLongOption(word.substring(2, equals))) {
            return usage("argument " + label(options.getOption(word.substring(2, equals)))
                    + ": ignored explicit argument '" + word.substring(equals + 1) + "'");
        }
        var failure = usage("unrecognized arguments: " + word);
        var names = new ArrayList<String>();
        for (var opt : opts) if (!opt.hidden()) names.add("--" + opt.name());
        return Nearest.hint(failure, equals > 0 ? word.substring(0, equals) : word, names);
    }

    private String label(Option option) {
        for (var opt : opts) if (opt.name().equals(option.getLongOpt())) return opt.label();
        throw new AssertionError(option);
    }

    private static Found found(CommandLine line) {
        var counts = new LinkedHashMap<String, Integer>();
        var values = new LinkedHashMap<String, List<String>>();
        for (var option : line.getOptions()) {
            counts.merge(option.getLongOpt(), 1, Integer::sum);
            values.computeIfAbsent(option.getLongOpt(), name -> new ArrayList<>())
                    .addAll(option.getValuesList());
        }
        return new Found(counts, values, line.getArgList());
    }

    /** Writes {@code -wcf} as {@code -w -c -f}: the library would take it for a long option that begins so. */
    private String[] clustersSplit(List<String> words, boolean leading) {
        var split = new ArrayList<String>();
        boolean done = false;
        for (var word : words) {
            done |= word.equals("--") || leading && !word.startsWith("-");
            if (done || word.length() < 3 || word.charAt(0) != '-' || word.charAt(1) == '-') split.add(word);
            else splitCluster(word, split);
        }
        return split.toArray(new String[0]);
    }

    private void splitCluster(String word, List<String> split) {
        for (int i = 1; i < word.length(); i++) {
            var opt = letters.get(word.charAt(i));
            if (opt == null) {
                split.add(i == 1 ? word : "-" + word.substring(i));
                return;
            }
            split.add("-" + word.charAt(i));
            if (opt.isFlag() || i + 1 == word.length()) continue;
            split.add(word.substring(word.charAt(i + 1) == '=' ? i + 2 : i + 1));
            return;
        }
    }
}
