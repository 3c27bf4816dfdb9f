package jdvc.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.repo.Destination;
import jdvc.repo.FromUrl;

/** The arguments by which verbs name a place outside of any project. */
final class UrlOptions {

    static final Param URL = Param.one(
            "url",
            "A path, s3://BUCKET/KEY, https://HOST/PATH, remote://NAME/PATH, or mlflow:RUN_ID/PATH",
            Values.FILE);
    static final Opt FS_CONFIG = Opt.value(
                    "fs-config", "<name>=<value>", "Options as of a remote, such as endpointurl=URL", Values.TEXT)
            .taking(Opt.Takes.MANY);

    static final Param OUT = Param.optional("out", "Where it goes, instead of its own name here", Values.FILE);

    private UrlOptions() {}

    static Destination destination(Args args) {
        return new Destination(args.param(1), args.has(GetCommand.FORCE));
    }

    static FromUrl from(Args args) {
        return new FromUrl(args.params().get(0), pairs(args, FS_CONFIG));
    }

    /** Returns what an option says in words such as {@code url=s3://b/p}. */
    static Map<String, String> pairs(Args args, Opt option) {
        var pairs = new LinkedHashMap<String, String>();
        for (var each : args.values(option)) {
            int equals = each.indexOf('=');
            if (equals <= 0) {
                throw JdvcException.of(Kind.USAGE, "--%s takes NAME=VALUE, not '%s'", option.name(), each);
            }
            pairs.put(each.substring(0, equals), each.substring(equals + 1));
        }
        return pairs;
    }
}
