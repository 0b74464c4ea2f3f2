using CompetencyModular.Architecture.Tests.Rules;

namespace CompetencyModular.Architecture.Tests;

/// <summary>Each rule holds for all modules in their folders, and is able to fail: a module that breaks it is found. docs/boundaries.md says what to do.</summary>
public sealed class RuleTests
{
    private static readonly Dictionary<string, Rule> All = new Rule[]
    {
        ReferenceRules.A_module_uses_another_only_through_its_Contracts,
        ReferenceRules.Contracts_reference_only_the_SDK,
        ReferenceRules.Contracts_hold_only_records_interfaces_and_constants,
        ReferenceRules.What_a_module_declares_is_what_it_references,
        ReferenceRules.Dependencies_form_no_circle,
        ShapeRules.Types_are_internal,
        ShapeRules.Classes_are_sealed,
        ShapeRules.Slices_do_not_use_each_other,
        ShapeRules.The_domain_knows_neither_database_nor_web,
        ShapeRules.Modules_send_through_the_SDK_alone,
        ShapeRules.There_is_no_static_mutable_state,
        ShapeRules.Time_comes_from_the_TimeProvider,
        ShapeRules.Consumers_are_named_When,
        AccessRules.Every_message_requires_a_declared_permission,
        AccessRules.Every_page_requires_a_declared_permission,
        AccessRules.Every_contribution_requires_a_declared_permission,
        AccessRules.Every_permission_belongs_to_a_declared_feature,
        DataRules.Tables_and_foreign_keys_stay_in_the_own_schema,
        DataRules.The_model_is_what_the_migrations_make,
        EventRules.Events_are_sealed_records_with_a_stable_name,
        EventRules.Events_survive_being_stored,
        TextRules.Every_text_is_there_in_German,
        TextRules.Every_file_of_texts_is_named_after_a_type,
        TextRules.Every_key_that_is_asked_for_is_there,
        TextRules.Every_declaration_has_its_text,
    }.ToDictionary(r => r.Method.Name);

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void All_modules_keep_the_rule(string rule)
    {
        var findings = Run(rule, Product.Real);

        findings.Examined.ShouldBeGreaterThan(0, "nothing was examined");
        findings.Wrong.ShouldBeEmpty($"{rule.Replace('_', ' ')}. See docs/boundaries.md.\n{string.Join('\n', findings.Wrong)}\n");
    }

    [Theory, MemberData(nameof(Names))]
    public void A_module_that_breaks_the_rule_is_found(string rule) =>
        Run(rule, Product.WithBadModule).Wrong.ShouldContain(w => w.Contains("Bad", StringComparison.Ordinal), "BadModule breaks this rule");

    [Theory, MemberData(nameof(Names))]
    public void What_to_do_is_written_down(string rule) =>
        File.ReadAllText(Path.Combine(Product.Root, "docs", "boundaries.md")).ShouldContain($"### {rule.Replace('_', ' ')}");

    /// <summary>A page may send what another slice offers, and no more than that.</summary>
    [Fact]
    public void A_page_that_uses_the_insides_of_another_slice_is_found() =>
        Run(nameof(ShapeRules.Slices_do_not_use_each_other), Product.WithBadModule).Wrong.ShouldContain(w => w.Contains("BadPage", StringComparison.Ordinal) && w.Contains("WriteBadPart", StringComparison.Ordinal));

    [Fact]
    public void All_pairs_of_modules_are_looked_at()
    {
        Product.Real.Modules.Count.ShouldBeGreaterThanOrEqualTo(4);
        Product.Real.Pairs.Count().ShouldBe(Product.Real.Modules.Count * (Product.Real.Modules.Count - 1));
    }

    private static Findings Run(string rule, Product product)
    {
        var findings = new Findings();
        All[rule](product, findings);
        return findings;
    }
}
