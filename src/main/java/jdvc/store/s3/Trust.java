package jdvc.store.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;
import jdvc.store.s3.S3Settings.Verify;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates a server may show, and how messages call that.
 *
 * @param tls what the HTTP client uses
 * @param shown where the certificate authorities come from
 */
public record Trust(SSLContext tls, String shown) {

    private static final long LIMIT = 16 << 20;

    /** Where Linux distributions and macOS keep the authorities that the machine's owner trusts. */
    private static final List<String> SYSTEM = List.of(
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem",
            "/etc/ssl/cert.pem");

    /** Chooses by the order of product.md; a plain http server gets a context that trusts nobody, which costs nothing. */
    static Trust of(S3Settings settings, boolean secure, Env env, Disk disk, Profiles profiles) throws IOException {
        if (!secure) return new Trust(context(new Nobody()), "nobody");
        if (settings.server().verify() == Verify.NO) return new Trust(context(new Anybody()), "anybody");
        var ca = settings.server()
                .ca()
                .map(path -> new Source("`ssl_verify`", path))
                .or(() -> env.var("AWS_CA_BUNDLE")
                        .map(p -> new Source("AWS_CA_BUNDLE", env.cwd().resolve(p))))
                .or(() -> profiles.value("ca_bundle").map(p -> new Source("the profile's `ca_bundle`", Path.of(p))))
                .or(() -> ofMachine(env));
        if (ca.isEmpty()) return new Trust(context(new Both(disk)), "Java's and the system's certificate store");
        var source = ca.get();
        return new Trust(context(bundle(source, disk)), "'" + source.path + "' from " + source.name);
    }

    /** Returns what a server without settings of S3 is judged by. */
    public static SSLContext of(boolean secure, boolean verified, Optional<Path> ca, Env env, Disk disk)
            throws IOException {
        if (!secure) return context(new Nobody());
        if (!verified) return context(new Anybody());
        var source = ca.map(path -> new Source("`ssl_verify`", path)).or(() -> ofMachine(env));
        return context(source.isPresent() ? bundle(source.get(), disk) : new Both(disk));
    }

    private static Optional<Source> ofMachine(Env env) {
        for (var name : List.of("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")) {
            var path = env.var(name);
            if (path.isPresent()) return Optional.of(new Source(name, env.cwd().resolve(path.get())));
        }
        return Optional.empty();
    }

    private record Source(String name, Path path) {}

    private static X509ExtendedTrustManager bundle(Source source, Disk disk) throws IOException {
        var pem = disk.read(source.path, LIMIT)
                .orElseThrow(() -> JdvcException.of(
                        Kind.CONFIG, "there is no file '%s', which %s names", source.path, source.name));
        try {
            return manager(store(pem));
        } catch (GeneralSecurityException e) {
            throw JdvcException.of(Kind.CONFIG, "'%s', which %s names, holds no certificates", source.path, source.name)
                    .cause(e);
        }
    }

    private static KeyStore store(byte[] pem) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int n = 0;
        for (var each : CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
            store.setCertificateEntry("ca" + n++, each);
        }
        if (n == 0) throw new CertificateException("no certificate");
        return store;
    }

    /** Returns the JDK's check against a store, its own if null; it looks at host names too. */
    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (var each : factory.getTrustManagers()) if (each instanceof X509ExtendedTrustManager found) return found;
        throw new AssertionError("the JDK has no X.509 trust manager");
    }

    private static SSLContext context(TrustManager manager) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has TLS", e);
        }
    }

    /** Decides about servers only, and always with an engine: that is how the HTTP client works. */
    private abstract static class ServerTrust extends X509ExtendedTrustManager {

        abstract void check(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException;

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain, type, engine);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("no engine");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("no engine");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("no server here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("no server here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("no server here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static final class Nobody extends ServerTrust {
        @Override
        void check(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
            throw new CertificateException("not asked for https");
        }
    }

    /** {@code ssl_verify = false}: no check of authority nor host name. */
    private static final class Anybody extends ServerTrust {
        @Override
        void check(X509Certificate[] chain, String type, SSLEngine engine) {}
    }

    /** Java's own store, and only when that refuses the system's, which takes a tenth of a second to read. */
    private static final class Both extends ServerTrust {
        private final Disk disk;

        Both(Disk disk) {
            this.disk = disk;
        }

        @Override
        void check(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
            try {
                manager(null).checkServerTrusted(chain, type, engine);
            } catch (CertificateException e) {
                var system = system();
                if (system.isEmpty()) throw e;
                system.get().checkServerTrusted(chain, type, engine);
            } catch (GeneralSecurityException e) {
                throw new CertificateException(e);
            }
        }

        private Optional<X509ExtendedTrustManager> system() throws CertificateException {
            try {
                for (var path : SYSTEM) {
                    var pem = disk.read(Path.of(path), LIMIT);
                    if (pem.isPresent()) return Optional.of(manager(store(pem.get())));
                }
                return Optional.empty();
            } catch (IOException | GeneralSecurityException e) {
                throw new CertificateException(e);
            }
        }
    }
}
