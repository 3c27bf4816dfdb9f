package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a repository may say about where the user's keys go: safety 10.4. Nothing listens at any of these addresses. */
class ApprovalsTest {

    private static final String FAR = "http://storage.invalid:9000";
    private static final String NEAR = "http://127.0.0.1:9";

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void oneOutput() throws IOException {
        project = new Project(directory);
        project.write("a", "a");
        assertEquals(0, project.jdvc("add", "a").exit());
    }

    private void endpoint(String url, String more) throws IOException {
        project.write(
                ".dvc/config",
                "[core]\n    remote = m\n['remote \"m\"']\n    url = s3://bucket\n    endpointurl = " + url + "\n"
                        + more);
    }

    private String push() {
        var ran = project.jdvc("push");
        assertNotEquals(0, ran.exit());
        return ran.err();
    }

    @Test
    void anOpenLineThatTheRepositoryChoseNeedsTheUsersWord() throws IOException {
        endpoint(FAR, "");
        var refused = push();
        assertTrue(refused.contains("the line is not encrypted"), refused);
        assertTrue(refused.contains("`jdvc remote check m --trust`"), refused);
    }

    @Test
    void theUsersWordHoldsForTheseSettingsOnly() throws IOException {
        endpoint(FAR, "");
        project.jdvc("remote", "check", "m", "--trust");
        assertFalse(push().contains("not encrypted"));
        endpoint(FAR + "/elsewhere", "");
        assertTrue(push().contains("not encrypted"));
    }

    @Test
    void aCertificateThatTheRepositoryDoesNotWantCheckedNeedsTheUsersWord() throws IOException {
        endpoint("https://storage.invalid", "    ssl_verify = false\n");
        assertTrue(push().contains("certificate is not checked"));
    }

    @Test
    void anEndpointOfTheRepositoryIsToldOnce() throws IOException {
        endpoint(NEAR, "");
        var first = push();
        assertTrue(first.contains("your credentials are used there"), first);
        assertFalse(push().contains("your credentials are used there"));
        endpoint(NEAR + "/other", "");
        assertTrue(push().contains("your credentials are used there"));
    }

    @Test
    void whatTheUserSetIsNotTold() throws IOException {
        endpoint(NEAR, "    access_key_id = repositorys\n    secret_access_key = own\n");
        assertFalse(push().contains("your credentials are used there"));
        project.write(".dvc/config", "[core]\n    remote = m\n['remote \"m\"']\n    url = s3://bucket\n");
        project.write(".dvc/config.local", "['remote \"m\"']\n    endpointurl = " + FAR + "\n");
        var own = push();
        assertFalse(own.contains("your credentials are used there"), own);
        assertFalse(own.contains("not encrypted"), own);
    }
}
