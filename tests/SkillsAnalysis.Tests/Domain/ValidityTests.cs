using CompetencyModular.SkillsAnalysis.Domain;
using CsCheck;
using Shouldly;
using Xunit;

namespace CompetencyModular.SkillsAnalysis.Tests.Domain;

public sealed class ValidityTests
{
    private static DateTimeOffset Utc(int year, int month, int day, int hour = 12) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);

    [Fact]
    public void F3_Months_clamp_to_the_end_of_the_month() =>
        Validity.Months(1).Until(Utc(2026, 1, 31), Make.Zone).ShouldBe(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(1)));

    [Fact]
    public void F3_A_year_from_29_February_ends_with_28_February() =>
        Validity.Months(12).Until(Utc(2024, 2, 29), Make.Zone).ShouldBe(new DateTimeOffset(2025, 3, 1, 0, 0, 0, TimeSpan.FromHours(1)));

    [Fact]
    public void F4_The_last_day_ends_at_local_midnight_in_summer_time_too() =>
        Validity.Months(6).Until(Utc(2026, 1, 15), Make.Zone).ShouldBe(new DateTimeOffset(2026, 7, 16, 0, 0, 0, TimeSpan.FromHours(2)));

    [Fact]
    public void F4_The_day_is_the_local_one() =>
        // 23:30 UTC on the 14th is the 15th in Berlin.
        Validity.Months(1).Until(new DateTimeOffset(2026, 1, 14, 23, 30, 0, TimeSpan.Zero), Make.Zone).ShouldBe(new DateTimeOffset(2026, 2, 16, 0, 0, 0, TimeSpan.FromHours(1)));

    [Theory]
    [InlineData(2026, 3, 1, 2026)]
    [InlineData(2026, 6, 29, 2026)]
    [InlineData(2026, 6, 30, 2027)]
    [InlineData(2026, 12, 31, 2027)]
    public void F3_A_fixed_annual_date_is_the_next_one_after_the_day(int year, int month, int day, int expected) =>
        Validity.Annual(6, 30).Until(Utc(year, month, day), Make.Zone).ShouldBe(new DateTimeOffset(expected, 7, 1, 0, 0, 0, TimeSpan.FromHours(2)));

    [Fact]
    public void F3_29_February_is_the_28th_in_other_years() =>
        Validity.Annual(2, 29).Until(Utc(2026, 1, 1), Make.Zone).ShouldBe(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(1)));

    [Fact]
    public void F3_Unlimited_and_until_superseded_have_no_date()
    {
        Validity.Unlimited.Until(Make.Now, Make.Zone).ShouldBeNull();
        Validity.UntilSuperseded.Until(Make.Now, Make.Zone).ShouldBeNull();
    }

    [Fact]
    public void F3_The_nearest_setting_governs()
    {
        Validity.Governing(null, Validity.Months(6), Validity.Months(12), Validity.Unlimited).ShouldBe(Validity.Months(6));
        Validity.Governing(Validity.Unlimited, Validity.Months(6), null, null).ShouldBe(Validity.Unlimited);
        Validity.Governing(null, null, null, null).ShouldBe(Validity.Unlimited);
    }

    [Fact]
    public void A_validity_survives_being_stored() => Any.Sample(validity => Validity.Parse(validity.ToString()).ShouldBe(validity));

    [Fact]
    public void E5_The_day_of_the_award_and_the_last_day_are_included() =>
        Gen.Select(Any, Gen.Int[0, 800], Gen.Int[0, 23]).Sample((validity, day, hour) =>
        {
            var from = Utc(2024, 1, 1, 0).AddDays(day).AddHours(hour);
            if (validity.Until(from, Make.Zone) is not { } until) return;

            until.ShouldBeGreaterThan(from);
            // It ends with a local day.
            TimeZoneInfo.ConvertTime(until, Make.Zone).TimeOfDay.ShouldBe(TimeSpan.Zero);
        });

    private static Gen<Validity> Any { get; } = Gen.OneOf(
        Gen.Const(Validity.Unlimited),
        Gen.Const(Validity.UntilSuperseded),
        Gen.Int[1, 120].Select(Validity.Months),
        Gen.Date[new DateTime(2024, 1, 1), new DateTime(2024, 12, 31)].Select(d => Validity.Annual(d.Month, d.Day)));
}
