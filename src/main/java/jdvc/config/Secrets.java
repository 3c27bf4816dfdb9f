package jdvc.config;

import java.util.List;

/** Which settings are secrets (safety 10.8). */
final class Secrets {

    private Secrets() {}

    static boolean isSecret(KeyName key) {
        return switch (key.section()) {
            case "remote" -> key.path().size() == 3 && isSecretOption(key.option());
            case "db" -> key.option().equals("password");
            case "studio" -> key.option().equals("token");
            default -> false;
        };
    }

    static boolean isSecretOption(String option) {
        return switch (option) {
            case "secret_access_key",
                    "session_token",
                    "sse_customer_key",
                    "password",
                    "passphrase",
                    "token",
                    "connection_string",
                    "sas_token",
                    "account_key",
                    "client_secret",
                    "oss_key_secret",
                    "gdrive_client_secret" -> true;
            default -> false;
        };
    }

    /** Tells whether a value must not be in a tracked file: a secret, or a URL with a password in it. */
    static boolean isSecret(KeyName key, String value) {
        return isSecret(key) || key.option().equals("url") && Urls.hasPassword(value);
    }

    /** Tells whether a file holds any secret that is not empty. */
    static boolean anyIn(IniValue.Section memory) {
        boolean[] found = new boolean[1];
        Names.flatten(memory, List.of(), (path, value) -> {
            var text = value.toString();
            found[0] |= !text.isEmpty() && isSecret(new KeyName(false, path), text);
        });
        return found[0];
    }
}
