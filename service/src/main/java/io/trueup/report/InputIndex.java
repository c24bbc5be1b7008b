package io.trueup.report;

import io.trueup.facts.Addition;
import io.trueup.facts.Agreement;
import io.trueup.facts.Company;
import io.trueup.facts.Decision;
import io.trueup.facts.Integration;
import io.trueup.facts.Month;
import io.trueup.facts.Product;
import io.trueup.facts.ServiceMapping;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A month's rows by their ids, so that evidence can show them and not only name them. */
final class InputIndex {
  private final Map<String, Company> companies;
  private final Map<String, Agreement> agreements;
  private final Map<String, Addition> additions;
  private final Map<String, ServiceMapping> mappings;
  private final Map<String, Integration> integrations;
  private final Map<String, Product> products;
  private final Map<String, Decision> decisions;

  InputIndex(Month month) {
    companies = by(month.companies(), Company::companyId);
    agreements = by(month.agreements(), Agreement::agreementId);
    additions = by(month.additions(), Addition::additionId);
    mappings = by(month.serviceMappings(), ServiceMapping::mappingId);
    integrations = by(month.integrations(), Integration::integrationId);
    products = by(month.products(), Product::productCode);
    decisions = by(month.decisions(), Decision::decisionId);
  }

  private static <T> Map<String, T> by(Collection<T> rows, Function<T, String> id) {
    Map<String, T> index = new HashMap<>(rows.size() * 2);
    rows.forEach(row -> index.putIfAbsent(id.apply(row), row));
    return index;
  }

  Optional<Company> company(String id) {
    return Optional.ofNullable(companies.get(id));
  }

  Optional<Decision> decision(String id) {
    return Optional.ofNullable(decisions.get(id));
  }

  Optional<Agreement> agreement(String id) {
    return Optional.ofNullable(agreements.get(id));
  }

  Optional<Addition> addition(String id) {
    return Optional.ofNullable(additions.get(id));
  }

  Optional<ServiceMapping> mapping(String id) {
    return Optional.ofNullable(mappings.get(id));
  }

  Optional<Integration> integration(String id) {
    return Optional.ofNullable(integrations.get(id));
  }

  Optional<Product> product(String code) {
    return Optional.ofNullable(products.get(code));
  }
}
