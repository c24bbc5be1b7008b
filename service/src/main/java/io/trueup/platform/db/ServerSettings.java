package io.trueup.platform.db;

/** What the embedded server is told beyond PostgreSQL's defaults. */
final class ServerSettings {
  private ServerSettings() {}

  static String text(int port, boolean durable) {
    String disk = durable ? "on" : "off";
    return """
        # Written by Trueup at every start.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        password_encryption = 'scram-sha-256'
        max_connections = 60
        shared_buffers = '256MB'
        fsync = %s
        synchronous_commit = %s
        full_page_writes = %s
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0
        """
        .formatted(port, disk, disk, disk);
  }
}
