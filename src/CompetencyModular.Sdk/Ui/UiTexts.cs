namespace CompetencyModular.Sdk.Ui;

/// <summary>The design system's own small words: next, previous, required, close. Modules bring their own texts.</summary>
public sealed class UiTexts;
