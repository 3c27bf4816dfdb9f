package jdvc.store.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key and a certificate that nobody but their owner vouches for.
 *
 * @param tls for a server
 * @param pem the certificate, for those who trust it
 */
record Certificate(SSLContext tls, Path pem) {

    private static final String PASSWORD = "changeit";

    /** Makes one by the JDK's keytool; {@code names} is what it is good for, such as {@code ip:127.0.0.1}. */
    static Certificate make(Path directory, String names) throws Exception {
        var store = directory.resolve("server.p12");
        var pem = directory.resolve("server.pem");
        var common = new String[] {"-alias", "s", "-storetype", "PKCS12", "-keystore", store.toString()};
        keytool(common, "-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=" + names, "-validity", "2");
        keytool(common, "-exportcert", "-rfc", "-file", pem.toString());
        return new Certificate(context(store), pem);
    }

    private static SSLContext context(Path file) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return tls;
    }

    private static void keytool(String[] common, String... more) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add(more[0]);
        command.addAll(List.of(common));
        command.addAll(List.of(more).subList(1, more.length));
        command.addAll(List.of("-storepass", PASSWORD));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException(said);
    }
}
