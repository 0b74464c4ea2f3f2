namespace CompetencyModular.Host.Imports;

/// <summary>Texts of imports.</summary>
internal sealed class ImportTexts;
