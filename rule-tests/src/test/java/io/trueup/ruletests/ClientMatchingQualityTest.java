package io.trueup.ruletests;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.clients.EngineMatching;
import io.trueup.clients.LabelledClients;
import io.trueup.clients.MatchScore;
import io.trueup.clients.Prediction;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * How well clients are matched, held to figures. A wrong link is a wrong bill: precision comes
 * first, and where a change of the rules costs some, coverage has to give.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ClientMatchingQualityTest {
  private static final String FOLDER = "TRUEUP_MATCHING_DIR";

  @Test
  void made_clients_are_matched_by_name_and_more() {
    LabelledClients clients = LabelledClients.generated(20261031, 1500, 5000);
    MatchScore score = score(clients, "yes");
    assertThat(score.precision()).as(score.line("made")).isGreaterThanOrEqualTo(0.999);
    assertThat(score.nobodysShare()).as(score.line("made")).isLessThanOrEqualTo(0.001);
    assertThat(score.coverage()).as(score.line("made")).isGreaterThanOrEqualTo(0.84);
    assertThat(score.firstShare()).as(score.line("made")).isGreaterThanOrEqualTo(0.98);
    assertThat(score.threeShare()).as(score.line("made")).isGreaterThanOrEqualTo(0.993);
  }

  @Test
  void without_names_alone_fewer_made_clients_are_linked_and_none_of_them_wrongly() {
    LabelledClients clients = LabelledClients.generated(20261031, 1500, 5000);
    MatchScore score = score(clients, "no");
    assertThat(score.precision()).as(score.line("made")).isGreaterThanOrEqualTo(0.9995);
    assertThat(score.coverage()).as(score.line("made")).isGreaterThanOrEqualTo(0.33);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = FOLDER, matches = ".+")
  void a_folder_of_labelled_clients_is_matched_as_promised() {
    LabelledClients clients = LabelledClients.read(Path.of(System.getenv(FOLDER)));
    MatchScore score = score(clients, "yes");
    assertThat(score.precision()).as(score.line(FOLDER)).isGreaterThanOrEqualTo(0.9995);
    assertThat(score.nobodysShare()).as(score.line(FOLDER)).isLessThanOrEqualTo(0.001);
    assertThat(score.coverage()).as(score.line(FOLDER)).isGreaterThanOrEqualTo(0.88);
    assertThat(score.firstShare()).as(score.line(FOLDER)).isGreaterThanOrEqualTo(0.98);
    assertThat(score.threeShare()).as(score.line(FOLDER)).isGreaterThanOrEqualTo(0.993);
  }

  private static MatchScore score(LabelledClients clients, String byName) {
    Map<String, Prediction> said =
        new EngineMatching(EngineReconciler.shippedBundle(), 2, byName).predictions(clients);
    return MatchScore.of(clients.labels(), said);
  }
}
