namespace CompetencyModular.Sdk.Ui;

/// <summary>Answers which components fill a slot, for the person who is looking and the features of the tenant.</summary>
public interface ISlotContents
{
    /// <summary>The components, in order.</summary>
    IReadOnlyList<Type> Of(string slot);
}
