package io.trueup.spark;

import io.trueup.facts.Month;
import io.trueup.folder.ExportFiles;
import io.trueup.folder.ExportFolder;
import io.trueup.folder.ReadOptions;
import io.trueup.folder.UnusableFolder;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * An export folder on any Hadoop file system.
 *
 * @param key whose and which
 * @param path the folder
 * @param bytes of its files, for the order of tasks
 */
record FolderInput(TenantMonth key, String path, long bytes) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** All export folders of an input, {@code tenant=T/month=M} each, the largest first. */
  static List<FolderInput> list(JobArguments job, Configuration hadoop) throws IOException {
    Path input = new Path(job.input());
    FileSystem fs = input.getFileSystem(hadoop);
    List<FolderInput> folders = new ArrayList<>();
    for (FileStatus tenant : fs.listStatus(input, p -> p.getName().startsWith("tenant="))) {
      for (FileStatus month : fs.listStatus(tenant.getPath())) {
        TenantMonth.of(tenant.getPath().getName(), month.getPath().getName())
            .filter(job::wants)
            .ifPresent(key -> folders.add(new FolderInput(key, month.getPath().toString(), 0)));
      }
    }
    List<FolderInput> sized = new ArrayList<>();
    for (FolderInput folder : folders) {
      long bytes = 0;
      for (FileStatus file : fs.listStatus(new Path(folder.path()))) {
        bytes += file.isFile() ? file.getLen() : 0;
      }
      sized.add(new FolderInput(folder.key(), folder.path(), bytes));
    }
    sized.sort(
        Comparator.comparingLong(FolderInput::bytes).reversed().thenComparing(FolderInput::key));
    return sized;
  }

  /** The month in it, read where it lies when that is this machine, else from a copy here. */
  MonthSource source(Configuration hadoop) {
    return new MonthSource() {
      @Override
      public TenantMonth key() {
        return key;
      }

      @Override
      public Month read(ReadOptions options) throws IOException {
        Path folder = new Path(path);
        FileSystem fs = folder.getFileSystem(hadoop);
        return fs.getScheme().equals("file")
            ? ExportFolder.read(new File(folder.toUri().getPath()).toPath(), options)
            : copied(fs, folder, options);
      }
    };
  }

  private static Month copied(FileSystem fs, Path folder, ReadOptions options) throws IOException {
    java.nio.file.Path here = Files.createTempDirectory("trueup-month");
    try {
      copy(fs, folder, here);
      return ExportFolder.read(here, options);
    } catch (UnusableFolder e) {
      throw new UnusableFolder(
          e.what(), e.where().replace(here.toString(), folder.toString()), e.advice());
    } finally {
      delete(here);
    }
  }

  /** CSV files alone, and those of the previous run: nothing else is ever looked at. */
  private static void copy(FileSystem fs, Path from, java.nio.file.Path to) throws IOException {
    for (FileStatus file : fs.listStatus(from)) {
      String name = file.getPath().getName();
      if (file.isFile() && name.toLowerCase(Locale.ROOT).endsWith(".csv")) {
        try (var in = fs.open(file.getPath())) {
          Files.copy(in, to.resolve(name));
        }
      } else if (file.isDirectory()
          && name.equals(ExportFiles.PREVIOUS)
          && !to.endsWith(ExportFiles.PREVIOUS)) {
        copy(fs, file.getPath(), Files.createDirectory(to.resolve(name)));
      }
    }
  }

  private static void delete(java.nio.file.Path folder) throws IOException {
    try (Stream<java.nio.file.Path> all = Files.walk(folder)) {
      for (java.nio.file.Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
