package jdvc.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Nearest;

/** Collects a remote's options from all levels; {@code remote://NAME/sub} puts them on top of another remote's. */
record RemoteOptions(Layers layers, PathValues paths) {

    /** A remote may lead to a remote that leads to a remote; a circle is a mistake. */
    private static final int MAX_REFERENCES = 16;

    Map<String, RemoteConfig.Option> of(String name) {
        return of(name, 0);
    }

    private Map<String, RemoteConfig.Option> of(String name, int depth) {
        if (depth > MAX_REFERENCES) throw JdvcException.of(Kind.CONFIG, "remote '%s' leads to itself", name);
        var key = name.toLowerCase(Locale.ROOT);
        if (!layers.merged().section("remote").has(key)) {
            throw missing(name, layers.merged().section("remote").entries().keySet());
        }
        return resolved(own(key), depth);
    }

    /** Returns options with those of the remote that their URL refers to. */
    Map<String, RemoteConfig.Option> resolved(Map<String, RemoteConfig.Option> own) {
        return resolved(own, 0);
    }

    private Map<String, RemoteConfig.Option> resolved(Map<String, RemoteConfig.Option> own, int depth) {
        var url = own.get("url");
        if (url == null || !Urls.scheme(url.value().toString()).equals("remote")) return own;
        return onTopOfAnother(own, url, depth);
    }

    /** Returns the failure over a remote that nobody set. */
    static JdvcException missing(String name, Iterable<String> known) {
        var failure =
                JdvcException.of(Kind.CONFIG, "remote '%s' doesn't exist", name).hint("run `jdvc remote list`");
        return Nearest.hint(failure, name, known);
    }

    private Map<String, RemoteConfig.Option> own(String name) {
        var options = new LinkedHashMap<String, RemoteConfig.Option>();
        for (var layer : layers.all()) {
            for (var option :
                    layer.values().section("remote").section(name).entries().entrySet()) {
                var value = option.getValue();
                if (PathValues.isPath(KeyName.of("remote", name, option.getKey()))) {
                    value = new IniValue.Text(paths.resolve(layer.directory(), value.toString()));
                }
                options.put(option.getKey(), new RemoteConfig.Option(value, layer.level()));
            }
        }
        return options;
    }

    private Map<String, RemoteConfig.Option> onTopOfAnother(
            Map<String, RemoteConfig.Option> own, RemoteConfig.Option reference, int depth) {
        var url = reference.value().toString();
        var all = new LinkedHashMap<>(of(Urls.host(url), depth + 1));
        var base = all.get("url");
        if (base == null) throw JdvcException.of(Kind.CONFIG, "expected 'url': 'remote.%s'", Urls.host(url));
        all.putAll(own);
        var path = Urls.path(url);
        int sub = 0;
        while (sub < path.length() && path.charAt(sub) == '/') sub++;
        var whole = new IniValue.Text(base.value() + "/" + path.substring(sub));
        all.put("url", new RemoteConfig.Option(whole, lessTrusted(base.level(), reference.level())));
        return all;
    }

    /** Both levels made the URL: the one with less trust answers for it. */
    private static Level lessTrusted(Level one, Level other) {
        if (one == Level.PROJECT || other == Level.PROJECT) return Level.PROJECT;
        return one.compareTo(other) > 0 ? one : other;
    }
}
