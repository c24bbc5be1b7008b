package io.trueup.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time in nanoseconds. What /proc tells is 0 where there is none: only Linux has it. */
final class Cpu {
  private static final Path PROC = Path.of("/proc");
  private static final long TICK = 10_000_000;

  private Cpu() {}

  /** Of all threads that this JVM ever had, in steps of 10 ms. */
  static long process() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Of the threads that collect garbage. */
  static long collecting() {
    return threads("GC Thread", "G1 ", "VM Thread");
  }

  /** Of the threads that compile; exact when the JVM keeps them all. */
  static long compiling() {
    return threads("C1 Compiler", "C2 Compiler");
  }

  private static long threads(String... names) {
    long sum = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        String name = read(task.resolve("comm"));
        for (String one : names) {
          if (name.startsWith(one)) {
            String[] times = read(task.resolve("schedstat")).split(" ");
            sum += times[0].isBlank() ? 0 : Long.parseLong(times[0].strip());
          }
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return sum;
  }

  /** Of a process and its children, those that ended among them. */
  static long ofFamily(long pid) {
    long sum = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        String stat = read(process.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        if (fields.length > 14) {
          boolean parent = String.valueOf(process.getFileName()).equals(Long.toString(pid));
          if (parent) {
            sum += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
          }
          if (parent || fields[1].equals(Long.toString(pid))) {
            sum += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
          }
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return sum * TICK;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      // It ended meanwhile.
      return "";
    }
  }
}
