package io.trueup.platform.db;

import io.trueup.platform.db.DatabaseAccess.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server that belongs to this process: started with it, stopped with it, its data
 * kept in a folder. It listens on the loopback address only and asks for a password.
 *
 * <p>One process a folder: a file lock is taken first. A server that an earlier, killed process
 * left behind is stopped and started anew; PostgreSQL then recovers what was committed.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  /** Name of the database the service uses. */
  public static final String DATABASE = "trueup";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PORT_TRIES = 4;

  private final PostgresFolder folder;
  private final boolean durable;
  private final ServerPasswords passwords;
  private final FileChannel lock;
  private final Thread hook = new Thread(this::close, "stop-postgres");
  private int port;
  private boolean open = true;

  /** Starts a server whose committed rows survive a power cut. */
  public static EmbeddedPostgres start(Path home) {
    return start(home, true);
  }

  /**
   * Starts a server.
   *
   * @param home folder for programs, data, passwords and log; made if missing
   * @param durable false for tests only: does not wait for the disk
   * @throws StartupException if it cannot run here, saying why and what to do
   */
  public static EmbeddedPostgres start(Path home, boolean durable) {
    Path absolute = home.toAbsolutePath().normalize();
    try {
      PrivateFiles.createFolder(absolute);
      FileChannel lock = lock(absolute);
      try {
        EmbeddedPostgres server = new EmbeddedPostgres(absolute, durable, lock);
        server.launch();
        return server;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StartupException(
          "the embedded PostgreSQL could not be started (" + e.getMessage() + ")",
          absolute.toString(),
          "see postgres.log and pg_ctl.log there; check free space and permissions, or choose another storage.directory",
          e);
    }
  }

  private EmbeddedPostgres(Path home, boolean durable, FileChannel lock) throws IOException {
    this.durable = durable;
    this.lock = lock;
    this.folder = new PostgresFolder(home);
    this.passwords = ServerPasswords.readOrCreate(home, folder.hasData());
    this.folder.prepare(passwords, durable);
  }

  /** JDBC address of one of its databases. */
  public String address(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** How the service reaches its own database. */
  public DatabaseAccess access() {
    return access(DATABASE);
  }

  /** How to reach a database of this server with the service's roles. */
  public DatabaseAccess access(String database) {
    return new DatabaseAccess(
        address(database), passwords.application(), Optional.of(passwords.owner()));
  }

  /** The server's own superuser: for creating databases, never for serving requests. */
  public Login superuser() {
    return passwords.superuser();
  }

  private static FileChannel lock(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean mine;
    try {
      mine = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      mine = false;
    }
    if (!mine) {
      channel.close();
      throw new StartupException(
          "the embedded database is in use by another Trueup process",
          home.toString(),
          "stop that process, choose another storage.directory, or let both use one PostgreSQL server (database.url)");
    }
    return channel;
  }

  private void launch() throws IOException {
    for (int attempt = 1; ; attempt++) {
      port = freePort();
      folder.writeSettings(ServerSettings.text(port, durable));
      int exit =
          folder.control(
              PATIENCE.plusSeconds(10),
              List.of(
                  "-w",
                  "-t",
                  Long.toString(PATIENCE.toSeconds()),
                  "-l",
                  folder.log().toString(),
                  "start"));
      if (exit == 0) {
        break;
      }
      if (attempt == PORT_TRIES) {
        throw new IOException("pg_ctl start ended with " + exit);
      }
    }
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      ServerRoles.ensure(address("postgres"), passwords, DATABASE);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    LOG.info("embedded PostgreSQL ready port={} durable={}", port, durable);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Stops the server after its running transactions are rolled back. Safe to call twice. */
  @Override
  public synchronized void close() {
    if (!open) {
      return;
    }
    open = false;
    if (Thread.currentThread() != hook) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        LOG.debug("stopping during shutdown");
      }
    }
    try {
      int exit = folder.control(PATIENCE, List.of("-m", "fast", "-w", "stop"));
      if (exit != 0) {
        LOG.warn("embedded PostgreSQL did not stop cleanly: pg_ctl ended with {}", exit);
      }
    } catch (IOException e) {
      LOG.warn("embedded PostgreSQL did not stop cleanly: {}", e.getMessage());
    } finally {
      try {
        lock.close();
      } catch (IOException e) {
        LOG.debug("lock was gone already");
      }
    }
  }
}
