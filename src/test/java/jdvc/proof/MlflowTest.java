package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jdvc.Json;
import jdvc.store.s3.LabServer;
import jdvc.store.s3.RawBucket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What runs of a real MLflow logged into a bucket is taken in, followed, and shown; real DVC goes on with it. */
class MlflowTest {

    @RegisterExtension
    static final LabServer S3 = new LabServer("versitygw", "--bucket", "mlflow", "--bucket", "other");

    @RegisterExtension
    static final WarmDvc DVC3 = new WarmDvc(3);

    private static Process mlflow;
    private static String tracking;

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path root;

    @BeforeAll
    static void startMlflow(@TempDir Path runs) throws IOException {
        Lab.require("MLFLOW_PYTHON");
        mlflow = new ProcessBuilder(Lab.path("MLFLOW_PYTHON"), "dev/mlflow", runs.toString(), "s3://mlflow")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        tracking = mlflow.inputReader(StandardCharsets.UTF_8).readLine();
    }

    @BeforeEach
    void makeProject() {
        sandbox = new Sandbox(folder)
                .set("AWS_ACCESS_KEY_ID", "lablab")
                .set("AWS_SECRET_ACCESS_KEY", "lablablab")
                .set("AWS_DEFAULT_REGION", "us-east-1")
                .set("AWS_ENDPOINT_URL", S3.endpoint());
        sandbox.set("MLFLOW_TRACKING_URI", tracking);
        root = sandbox.project("project");
    }

    @AfterAll
    static void stop() {
        if (mlflow != null) mlflow.destroyForcibly();
    }

    /** Logs a model as a training does; returns the run's id. */
    private String log(String text) throws IOException {
        var info = post("runs/create", Map.of("experiment_id", "0"));
        var place = String.valueOf(info.get("artifact_uri")).substring("s3://mlflow/".length());
        try (var bucket = new RawBucket(S3.endpoint(), "mlflow")) {
            bucket.put(place + "/model/model.pkl", text.getBytes(StandardCharsets.UTF_8));
            bucket.put(place + "/model/MLmodel", "flavors: []\n".getBytes(StandardCharsets.UTF_8));
        }
        return String.valueOf(info.get("run_id"));
    }

    private Map<?, ?> post(String what, Map<String, Object> body) throws IOException {
        try {
            var request = HttpRequest.newBuilder(URI.create(tracking + "/api/2.0/mlflow/" + what))
                    .POST(HttpRequest.BodyPublishers.ofString(Json.format(body)))
                    .header("Content-Type", "application/json")
                    .build();
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            var run = (Map<?, ?>) Json.parseObject(answer.body()).get("run");
            return (Map<?, ?>) run.get("info");
        } catch (InterruptedException | Json.BadJsonException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRunIsTakenInFollowedAndShown() throws IOException {
        var first = log("one");
        var second = log("two");
        sandbox.jdvc(root, "import-url", "mlflow:" + first + "/model/model.pkl", "m.pkl")
                .exits(0);
        assertEquals("one", Bytes.text(root.resolve("m.pkl")));
        assertTrue(Bytes.text(root.resolve("m.pkl.dvc"))
                .contains("s3://mlflow/0/" + first + "/artifacts/model/model.pkl"));
        sandbox.git(root, "add", "-A");
        sandbox.git(root, "commit", "-qm", "the first");
        sandbox.jdvc(root, "update", "m.pkl.dvc").exits(0).prints("'m.pkl.dvc' didn't change, skipping\n");
        sandbox.jdvc(root, "update", "m.pkl.dvc", "--rev", second).exits(0);
        assertEquals("two", Bytes.text(root.resolve("m.pkl")));
        sandbox.git(root, "commit", "-qam", "the second");
        var versions = sandbox.jdvc(root, "versions", "m.pkl").exits(0).out();
        assertTrue(versions.contains(first.substring(0, 8)), versions);
        assertTrue(versions.contains(second.substring(0, 8)), versions);
        var json = sandbox.jdvc(root, "versions", "m.pkl", "--json").exits(0).out();
        assertTrue(json.contains("\"run\": \"" + second + "\""), json);
        // what jdvc wrote is an import to DVC like another
        assertEquals(
                "{}\n", DVC3.run(sandbox, root, "status", "--json").exits(0).out());
        DVC3.run(sandbox, root, "update", "m.pkl.dvc").exits(0).prints("'m.pkl.dvc' didn't change, skipping\n");
    }

    @Test
    void aDirectoryAndAPlainUrlOfTheBucket() throws IOException {
        var run = log("one");
        sandbox.jdvc(root, "get-url", "mlflow:" + run + "/model").exits(0);
        assertEquals("one", Bytes.text(root.resolve("model/model.pkl")));
        sandbox.jdvc(root, "list-url", "mlflow:" + run + "/model").exits(0).prints("MLmodel\nmodel.pkl\n");
        sandbox.jdvc(root, "import-url", "mlflow:" + run + "/model", "taken").exits(0);
        assertEquals("flavors: []\n", Bytes.text(root.resolve("taken/MLmodel")));
        var url = "s3://mlflow/0/" + run + "/artifacts/model/model.pkl";
        sandbox.jdvc(root, "import-url", url, "plain").exits(0);
        sandbox.git(root, "add", "-A");
        sandbox.git(root, "commit", "-qm", "all");
        var versions = sandbox.jdvc(root, "versions", "plain").exits(0).out();
        assertTrue(versions.contains(run.substring(0, 8)), versions);
    }

    /** The bucket may need settings of its own, which a remote has that leads there. */
    @Test
    void theSettingsOfARemoteCount() throws IOException {
        var run = log("one");
        sandbox.set("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
        sandbox.jdvc(root, "remote", "add", "-q", "runs", "s3://mlflow/0").exits(0);
        sandbox.jdvc(root, "remote", "modify", "runs", "endpointurl", S3.endpoint())
                .exits(0);
        sandbox.jdvc(root, "import-url", "mlflow:" + run + "/model/model.pkl").exits(0);
        assertTrue(Bytes.text(root.resolve("model.pkl.dvc"))
                .contains("remote://runs/" + run + "/artifacts/model/model.pkl"));
        sandbox.jdvc(root, "update", "model.pkl.dvc", "--rev", log("new")).exits(0);
        assertEquals("new", Bytes.text(root.resolve("model.pkl")));
    }

    @Test
    void theServerMayStandInTheSettings() throws IOException {
        var run = log("one");
        sandbox.set("MLFLOW_TRACKING_URI", "");
        sandbox.jdvc(root, "import-url", "mlflow:" + run + "/model/model.pkl")
                .exits(1)
                .says("no tracking server of MLflow is known");
        sandbox.jdvc(root, "config", "jdvc.mlflow", tracking + "/").exits(0);
        sandbox.jdvc(root, "import-url", "mlflow:" + run + "/model/model.pkl").exits(0);
        assertEquals("one", Bytes.text(root.resolve("model.pkl")));
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        var run = log("one");
        sandbox.jdvc(root, "import-url", "mlflow:0123456789abcdef0123456789abcdef/model", "m")
                .exits(1)
                .says("knows no run '0123456789abcdef0123456789abcdef'");
        sandbox.jdvc(root, "import-url", "mlflow:" + run + "/nothing").exits(1).says("does not exist");
        sandbox.jdvc(root, "import-url", "mlflow:" + run).exits(1).says("write mlflow:RUN_ID/PATH");
        sandbox.set("MLFLOW_TRACKING_URI", "databricks");
        sandbox.jdvc(root, "import-url", "mlflow:" + run + "/model").exits(1).says("no http(s) URL");
        sandbox.set("MLFLOW_TRACKING_URI", S3.endpoint());
        sandbox.jdvc(root, "import-url", "mlflow:" + run + "/model").exits(1);
        assertFalse(Files.exists(root.resolve("model.dvc")));
    }

    /** A server may be anybody's: it does not choose among the files of this machine. */
    @Test
    void artifactsOnADiskAreNotTaken() throws IOException {
        try (var server = new FileServer()) {
            server.put("/api/2.0/mlflow/runs/get", "{\"run\": {\"info\": {\"artifact_uri\": \"file:///etc\"}}}");
            sandbox.set("MLFLOW_TRACKING_URI", server.url());
            sandbox.jdvc(root, "import-url", "mlflow:0123456789abcdef0123456789abcdef/passwd")
                    .exits(1)
                    .says("which is no bucket");
            // the user's own token goes to the server that the user names, and to no other
            sandbox.set("MLFLOW_TRACKING_TOKEN", "abc");
            server.authorization = "Bearer abc";
            sandbox.jdvc(root, "import-url", "mlflow:0123456789abcdef0123456789abcdef/passwd")
                    .exits(1)
                    .says("which is no bucket");
            sandbox.set("MLFLOW_TRACKING_URI", "");
            sandbox.jdvc(root, "config", "jdvc.mlflow", server.url()).exits(0);
            sandbox.jdvc(root, "import-url", "mlflow:0123456789abcdef0123456789abcdef/passwd")
                    .exits(1)
                    .says("no right to");
        }
    }
}
