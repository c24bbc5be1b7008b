package io.trueup.platform.db;

import io.trueup.platform.db.DatabaseAccess.Login;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * The embedded server's three roles, with passwords made at its first start and kept in a file that
 * only its user can read.
 *
 * @param superuser creates databases and roles, nothing else
 * @param owner owns the tables and migrates them
 * @param application serves requests
 */
record ServerPasswords(Login superuser, Login owner, Login application) {
  private static final String FILE = "passwords.properties";

  static ServerPasswords readOrCreate(Path home, boolean dataExists) throws IOException {
    Path file = home.resolve(FILE);
    if (!Files.exists(file)) {
      if (dataExists) {
        throw new StartupException(
            "the passwords of the embedded database are missing",
            file.toString(),
            "restore the file from a backup of the storage directory");
      }
      SecureRandom random = new SecureRandom();
      PrivateFiles.write(
          file,
          "superuser=%s%nowner=%s%napplication=%s%n"
              .formatted(secret(random), secret(random), secret(random)));
    }
    Properties read = new Properties();
    read.load(new StringReader(Files.readString(file)));
    return new ServerPasswords(
        login("postgres", "superuser", read, file),
        login("trueup_owner", "owner", read, file),
        login("trueup_app", "application", read, file));
  }

  private static Login login(String user, String key, Properties read, Path file) {
    String password = read.getProperty(key, "");
    if (password.isBlank()) {
      throw new StartupException(
          "no password for " + key, file.toString(), "restore the file from a backup");
    }
    return new Login(user, password);
  }

  private static String secret(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
