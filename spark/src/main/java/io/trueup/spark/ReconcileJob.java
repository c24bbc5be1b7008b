package io.trueup.spark;

import io.trueup.rulebase.RuleBundle;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reconciles many tenants and many months on a Spark cluster: {@code spark-submit trueup-spark.jar
 * --input PATH --out PATH}. See {@code docs/spark.md}.
 */
public final class ReconcileJob {
  private static final int DONE = 0;
  private static final int SOME_FAILED = 1;
  private static final int UNUSABLE = 2;
  private static final int FAULT = 3;
  private static final int SHOWN = 20;

  private final SparkSession spark;
  private final JobArguments job;

  private ReconcileJob(SparkSession spark, JobArguments job) {
    this.spark = spark;
    this.job = job;
  }

  /** Runs the job and ends the JVM with its exit code, as {@link JobArguments#USAGE} says. */
  public static void main(String[] arguments) {
    if (arguments.length == 0 || arguments[0].equals("--help")) {
      System.out.print(JobArguments.USAGE);
      System.exit(arguments.length == 0 ? UNUSABLE : DONE);
    }
    int code;
    try {
      JobArguments job = JobArguments.of(arguments);
      SparkSession spark = SparkSession.builder().appName("trueup reconcile").getOrCreate();
      try {
        code = run(spark, job, System.out);
      } finally {
        spark.stop();
      }
    } catch (UnusableJob e) {
      System.err.println(e.getMessage());
      code = UNUSABLE;
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      code = FAULT;
    }
    if (code != DONE) {
      System.exit(code);
    }
  }

  /**
   * Runs the job in a session that somebody else made, and leaves it as it was.
   *
   * @param out takes what is said to people
   * @return 0 when all was reconciled, 1 when some tenants' months were not
   * @throws UnusableJob when nothing can be done
   */
  static int run(SparkSession session, JobArguments job, PrintStream out) throws IOException {
    SparkSession spark = session.newSession();
    spark.conf().set("spark.sql.session.timeZone", "UTC");
    spark.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    return new ReconcileJob(spark, job).run(out);
  }

  private int run(PrintStream out) throws IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    refuseOverlap(hadoop);
    Map<String, String> texts =
        job.rules() == null ? RuleTexts.shipped() : RuleTexts.of(new Path(job.rules()), hadoop);
    String hash = RuleBundle.hash(texts);
    CompiledRules.of(hash, texts);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    MonthWork work =
        new MonthWork(
            context.broadcast(new HashMap<>(texts)),
            hash,
            job.asOf(),
            job.out(),
            job.to(),
            context.broadcast(new SerializableConfiguration(hadoop)));
    List<Outcome> outcomes = new ArrayList<>(outcomes(context, work, hadoop).collect());
    outcomes.sort(java.util.Comparator.comparing(Outcome::of));
    List<Outcome> failed = outcomes.stream().filter(outcome -> !outcome.done()).toList();
    Path errors = new Path(job.out(), "errors.csv");
    CsvResults.write(CsvResults.fileSystem(errors, hadoop), errors, Outcome.errors(), failed);
    say(outcomes, failed, errors, out);
    return failed.isEmpty() ? DONE : SOME_FAILED;
  }

  private JavaRDD<Outcome> outcomes(JavaSparkContext context, MonthWork work, Configuration hadoop)
      throws IOException {
    if (job.from() == JobArguments.Format.PARQUET) {
      TableInput tables = TableInput.of(spark, job);
      List<String> names = tables.names();
      Map<String, List<String>> headers = new HashMap<>(tables.headers());
      return tables
          .grouped(job.tasks())
          .toJavaRDD()
          .mapPartitions(rows -> outcomes(new RowGroups(rows, names, headers), work));
    }
    List<FolderInput> folders = FolderInput.list(job, hadoop);
    if (folders.isEmpty()) {
      throw new UnusableJob(
          "there is no folder tenant=T/month=YYYY-MM in " + job.input(), "see docs/spark.md");
    }
    return context.parallelize(folders, folders.size()).mapPartitions(each -> outcomes(each, work));
  }

  private static Iterator<Outcome> outcomes(Iterator<FolderInput> folders, MonthWork work) {
    List<Outcome> outcomes = new ArrayList<>();
    while (folders.hasNext()) {
      FolderInput folder = folders.next();
      outcomes.add(work.of(folder.source(work.hadoop().value().value()), cpus()));
    }
    return outcomes.iterator();
  }

  private static Iterator<Outcome> outcomes(RowGroups groups, MonthWork work) {
    List<Outcome> outcomes = new ArrayList<>();
    Optional<MonthSource> group = groups.next(null);
    while (group.isPresent()) {
      outcomes.add(work.of(group.get(), cpus()));
      group = groups.next(group.get().key());
    }
    return outcomes.iterator();
  }

  /** Companies worked on at once within a task: what Spark counts it for. */
  private static int cpus() {
    TaskContext task = TaskContext.get();
    return task == null ? 1 : Math.max(1, task.cpus());
  }

  /** Results beside the input would be taken for input, or take its place. */
  private void refuseOverlap(Configuration hadoop) throws IOException {
    String in = qualified(job.input(), hadoop);
    String out = qualified(job.out(), hadoop);
    if (in.startsWith(out) || out.startsWith(in)) {
      throw new UnusableJob(
          "--out " + job.out() + " and --input " + job.input() + " lie within each other",
          "name another folder");
    }
  }

  private static String qualified(String path, Configuration hadoop) throws IOException {
    Path given = new Path(path);
    return given.getFileSystem(hadoop).makeQualified(given) + "/";
  }

  private static void say(
      List<Outcome> outcomes, List<Outcome> failed, Path errors, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%,d of %,d tenants' months reconciled: %,d usage records, %,d discrepancies, %,d rows that"
            + " could not be used%n",
        outcomes.size() - failed.size(),
        outcomes.size(),
        outcomes.stream().mapToLong(Outcome::records).sum(),
        outcomes.stream().mapToLong(Outcome::discrepancies).sum(),
        outcomes.stream().mapToLong(Outcome::problems).sum());
    failed.stream()
        .limit(SHOWN)
        .forEach(outcome -> out.println("not: " + outcome.of() + ": " + outcome.error()));
    if (!failed.isEmpty()) {
      out.println("All that were not: " + errors);
    }
  }
}
