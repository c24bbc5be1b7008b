package io.trueup.app;

import io.trueup.folder.UnusableFolder;
import io.trueup.report.ForeignFilesException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever goes wrong into one line and an exit code; a stack trace only when asked for. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /** Done. */
  static final int DONE = 0;

  /** Done, and what was checked does not hold. */
  static final int DOES_NOT_HOLD = 1;

  /** The input is unusable; nothing was computed. */
  static final int UNUSABLE = 2;

  /** An internal fault. */
  static final int FAULT = 3;

  private static final String TRACE = "TRUEUP_TRACE";

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String advice = "see " + name + " --help";
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        advice = "did you mean " + String.join(" or ", suggestions) + "?";
      }
    }
    return say(command, OneLine.of(String.valueOf(e.getMessage()), name, advice), UNUSABLE);
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    Exception cause = e instanceof UncheckedIOException file ? unwrapped(file) : e;
    if (cause instanceof Refusal || cause instanceof UnusableFolder) {
      return say(command, String.valueOf(cause.getMessage()), UNUSABLE);
    }
    if (cause instanceof ForeignFilesException foreign) {
      return say(
          command,
          OneLine.of(foreign.what(), foreign.where(), "name another folder with --out"),
          UNUSABLE);
    }
    if (System.getenv(TRACE) != null) {
      cause.printStackTrace(command.getErr());
    }
    if (cause instanceof IOException file) {
      return say(
          command,
          OneLine.of(
              "cannot read or write",
              file(file),
              "check that it is there, its rights and free space"),
          FAULT);
    }
    return say(command, fault(cause), FAULT);
  }

  private static Exception unwrapped(UncheckedIOException e) {
    IOException cause = e.getCause();
    return cause == null ? e : cause;
  }

  private static String file(IOException e) {
    if (e instanceof NoSuchFileException || e instanceof AccessDeniedException) {
      return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
    }
    return String.valueOf(e.getMessage());
  }

  /** One line about an error of the program itself. */
  static String fault(Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      return OneLine.of(
          "out of memory",
          (Runtime.getRuntime().maxMemory() >> 20) + " MiB of heap",
          "give more, as in JAVA_OPTS=-Xmx4g");
    }
    StackTraceElement[] trace = cause.getStackTrace();
    return OneLine.of(
        "internal fault: " + cause,
        trace.length == 0 ? "unknown place" : trace[0],
        "report it with this line; " + TRACE + "=1 shows more");
  }

  private static int say(CommandLine command, String line, int code) {
    command.getErr().println(line);
    command.getErr().flush();
    return code;
  }
}
