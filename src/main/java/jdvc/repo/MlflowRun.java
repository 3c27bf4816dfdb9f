package jdvc.repo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Json;
import jdvc.Progress;
import jdvc.Secret;
import jdvc.store.http.HttpFile;
import jdvc.store.http.HttpSettings;
import jdvc.track.Dep;

/**
 * Something that a run of MLflow logged. A .dvc file has the URL where it lies, which DVC understands and which names the
 * run: {@code s3://mlflow/1/RUN/artifacts/PATH}.
 *
 * @param path below the run's artifacts
 */
record MlflowRun(String id, String path) {

    private static final String SCHEME = "mlflow:";
    private static final Pattern TYPED = Pattern.compile("mlflow:(?://)?([0-9A-Za-z_-]+)/(.+)");
    private static final Pattern STORED = Pattern.compile("(?:.*/)?([0-9a-f]{32})/artifacts/(.+)");
    private static final int ANSWER_LIMIT = 64 << 20;

    /** Returns the run that a dependency came from; absent if it did not come from one. */
    static Optional<MlflowRun> of(Dep dep) {
        if (dep.kind() != Dep.Kind.URL) return Optional.empty();
        var match = STORED.matcher(dep.text());
        return match.matches() ? Optional.of(new MlflowRun(match.group(1), match.group(2))) : Optional.empty();
    }

    /**
     * Returns where {@code mlflow:RUN_ID/PATH} is, as the tracking server says; another URL stays what it is.
     *
     * @throws JdvcException of kind USER if there is no such run
     */
    static FromUrl resolved(Repo repo, FromUrl from, Progress progress) throws IOException, InterruptedException {
        if (!from.url().startsWith(SCHEME)) return from;
        var match = TYPED.matcher(from.url());
        if (!match.matches()) {
            throw JdvcException.user("'%s' names no artifact of a run", from.url())
                    .hint("write mlflow:RUN_ID/PATH");
        }
        var run = new MlflowRun(match.group(1), match.group(2));
        return new FromUrl(run.url(repo, progress), from.options(), from.by());
    }

    /** Asks the tracking server where the artifacts of the run are; a remote that leads there brings its settings. */
    String url(Repo repo, Progress progress) throws IOException, InterruptedException {
        var server = Server.of(repo, progress);
        var place = server.artifacts(id);
        if (!place.startsWith("s3://")) {
            throw JdvcException.user("run '%s' keeps its artifacts at '%s', which is no bucket", id, place)
                    .hint("the server can be started with --default-artifact-root s3://BUCKET");
        }
        var whole = place + "/" + path;
        for (var name : repo.config().remotes()) {
            var root = repo.config().remote(name).url();
            var prefix = root.endsWith("/") ? root : root + "/";
            if (whole.startsWith(prefix)) return "remote://" + name + "/" + whole.substring(prefix.length());
        }
        return whole;
    }

    /**
     * A tracking server.
     *
     * @param login what the user's environment has for it; a server that a project names gets none of that
     */
    private record Server(String url, Map<String, Secret> login, Env env, Repo repo) {

        static Server of(Repo repo, Progress progress) throws IOException {
            var env = repo.env();
            var named = env.var("MLFLOW_TRACKING_URI");
            var url = named.isPresent() ? named.get() : repo.settings(progress).mlflow();
            if (url.isEmpty()) {
                throw JdvcException.of(Kind.CONFIG, "no tracking server of MLflow is known")
                        .hint("set MLFLOW_TRACKING_URI, or run `jdvc config jdvc.mlflow URL`");
            }
            if (!url.startsWith("http://") && !url.startsWith("https://")) {
                throw JdvcException.of(
                        Kind.CONFIG, "the tracking server of MLflow is '%s', which is no http(s) URL", url);
            }
            var shorter = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
            return new Server(shorter, named.isPresent() ? login(env) : Map.of(), env, repo);
        }

        private static Map<String, Secret> login(Env env) {
            var token = env.var("MLFLOW_TRACKING_TOKEN");
            var user = env.var("MLFLOW_TRACKING_USERNAME");
            var password = env.var("MLFLOW_TRACKING_PASSWORD");
            if (user.isPresent() && password.isPresent()) {
                byte[] both = (user.get() + ":" + password.get()).getBytes(StandardCharsets.UTF_8);
                return Map.of(
                        "Authorization",
                        Secret.of("Basic " + Base64.getEncoder().encodeToString(both)));
            }
            return token.isPresent() ? Map.of("Authorization", Secret.of("Bearer " + token.get())) : Map.of();
        }

        /** Returns where a run keeps its artifacts, without a slash at its end. */
        String artifacts(String run) throws IOException, InterruptedException {
            var answer = answer("/api/2.0/mlflow/runs/get?run_id=" + run, run);
            var place = answer.get("run") instanceof Map<?, ?> found && found.get("info") instanceof Map<?, ?> info
                    ? info.get("artifact_uri")
                    : null;
            if (place instanceof String text && !text.isEmpty()) {
                return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            }
            throw JdvcException.of(Kind.NETWORK, "'%s' does not answer as a tracking server of MLflow does", url);
        }

        private Map<String, Object> answer(String request, String run) throws IOException, InterruptedException {
            boolean verified =
                    !env.var("MLFLOW_TRACKING_INSECURE_TLS").orElse("").equals("true");
            var ca = env.var("MLFLOW_TRACKING_SERVER_CERT_PATH").map(Path::of);
            var settings = new HttpSettings(
                    "mlflow",
                    url + request,
                    "GET",
                    login,
                    new HttpSettings.Server(verified, ca),
                    new HttpSettings.Pace(Optional.empty(), Optional.empty()));
            var page = HttpFile.open(settings, repo.disk(), env);
            try (var in = page.read(new HttpFile.Head(-1, "")).open()) {
                return Json.parseObject(new String(in.readNBytes(ANSWER_LIMIT), StandardCharsets.UTF_8));
            } catch (FileNotFoundException e) {
                throw JdvcException.user("MLflow at '%s' knows no run '%s'", url, run)
                        .cause(e);
            } catch (Json.BadJsonException e) {
                throw JdvcException.of(Kind.NETWORK, "'%s' does not answer as a tracking server of MLflow does", url)
                        .cause(e);
            }
        }
    }
}
