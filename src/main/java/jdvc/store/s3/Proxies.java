package jdvc.store.s3;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jdvc.Env;

/** Proxies as the environment names them: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}, in either case. */
public final class Proxies extends ProxySelector {

    private final Env env;

    public Proxies(Env env) {
        this.env = env;
    }

    @Override
    public List<Proxy> select(URI uri) {
        var name = "https".equals(uri.getScheme()) ? "https_proxy" : "http_proxy";
        var proxy = either(name)
                .filter(p -> !isExempt(String.valueOf(uri.getHost())))
                .flatMap(Proxies::parse);
        return List.of(proxy.orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException why) {
        // the failure itself is reported where the request was made
    }

    /** Returns the proxy that a request to this address takes, for messages. */
    Optional<String> shown(URI uri) {
        var chosen = select(uri).get(0);
        return chosen == Proxy.NO_PROXY ? Optional.empty() : Optional.of(String.valueOf(chosen.address()));
    }

    /** Lower case first, as curl and Python have it. */
    private Optional<String> either(String name) {
        return env.var(name).or(() -> env.var(name.toUpperCase(Locale.ROOT)));
    }

    private static Optional<Proxy> parse(String text) {
        return Keys.address(text.contains("://") ? text : "http://" + text).map(uri -> {
            int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
            return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
        });
    }

    /** An entry exempts a host and all below it; {@code *} exempts everything. */
    private boolean isExempt(String host) {
        for (var entry : either("no_proxy").orElse("").split(",")) {
            var name = entry.strip();
            int port = name.lastIndexOf(':');
            if (port > 0 && name.indexOf(':') == port) name = name.substring(0, port);
            if (name.startsWith("*.")) name = name.substring(1);
            if (name.startsWith(".")) name = name.substring(1);
            if (name.isEmpty()) continue;
            if (name.equals("*") || host.equalsIgnoreCase(name)) return true;
            if (host.toLowerCase(Locale.ROOT).endsWith("." + name.toLowerCase(Locale.ROOT))) return true;
        }
        return false;
    }
}
