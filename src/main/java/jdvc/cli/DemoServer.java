package jdvc.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * The S3 server of {@code --demo}, a process of its own: an existing server, found on a class path that the product's own
 * does not have. It lives as long as its standard input, which is a pipe from the shell.
 */
public final class DemoServer {

    private DemoServer() {}

    /**
     * Serves on a free loopback port, and prints that port when it answers.
     *
     * @param args one: the server's properties file, complete but for the endpoint
     */
    public static void main(String[] args) throws Exception {
        int port = freePort();
        System.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
        Class.forName("org.gaul.s3proxy.Main").getMethod("main", String[].class).invoke(null, (Object)
                new String[] {"--properties", args[0]});
        System.out.println(port);
        System.out.close();
        while (System.in.read() >= 0) {}
        Runtime.getRuntime().halt(0); // in the middle of a request too: there is nobody left to answer
    }

    /** The server cannot say which port it took, so one is found for it; whoever is faster makes it fail to start. */
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
