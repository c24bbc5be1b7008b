package io.trueup.app;

import io.trueup.integration.ConnectorCatalogue;
import io.trueup.integration.ConnectorForm;
import io.trueup.integration.Integration;
import io.trueup.integration.IntegrationDao;
import io.trueup.integration.MicrosoftSku;
import io.trueup.integration.MicrosoftSkus;
import io.trueup.month.ConnectedSystem;
import io.trueup.month.ConnectedSystems;
import io.trueup.month.SkuNames;
import io.trueup.platform.db.TenantId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The integrations that months are made of, as they are kept, and what their connectors say. */
final class MonthSystems implements ConnectedSystems {
  /** A setting of connectors that read whatever there is: what kind of system it comes from. */
  private static final String CATEGORY = "category";

  private final ConnectorCatalogue catalogue;

  MonthSystems(ConnectorCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public List<ConnectedSystem> list(Handle handle, TenantId tenant) {
    return IntegrationDao.list(handle).stream()
        .filter(Integration::enabled)
        .map(this::system)
        .toList();
  }

  private ConnectedSystem system(Integration integration) {
    Optional<ConnectorForm> form = catalogue.find(integration.connector());
    String category =
        Optional.ofNullable(integration.settings().get(CATEGORY))
            .or(() -> form.map(ConnectorForm::category))
            .orElse("other");
    String vendor =
        Optional.ofNullable(integration.settings().get("vendor"))
            .or(() -> form.map(ConnectorForm::vendor))
            .orElse(integration.connector());
    boolean tables = form.map(f -> f.settings().containsKey(CATEGORY)).orElse(false);
    return new ConnectedSystem(
        integration.integrationId(),
        category,
        vendor,
        BigDecimal.valueOf(integration.maxAgeHours()),
        category.equals("psa") || tables);
  }

  /** What Microsoft's SKUs are called, as a tenant has them. */
  static SkuNames names(Handle handle, MicrosoftSkus skus) {
    io.trueup.integration.SkuNames known = skus.names(handle);
    return code -> known.find(code).map(MicrosoftSku::name);
  }
}
