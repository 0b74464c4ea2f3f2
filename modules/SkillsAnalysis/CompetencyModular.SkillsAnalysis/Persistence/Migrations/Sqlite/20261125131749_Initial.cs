using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.SkillsAnalysis.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "skills_award_rules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Activity = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    SkillId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ScaleVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    Validity = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    CreatedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RetiredAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_skills_award_rules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "skills_completed_activities",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Activity = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    OccurrenceKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    CompletedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_skills_completed_activities", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "skills_evidence",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SkillId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Entry = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    RefersTo = table.Column<Guid>(type: "TEXT", nullable: true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ScaleVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 150, nullable: true),
                    SourceText = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    RuleId = table.Column<Guid>(type: "TEXT", nullable: true),
                    OccurrenceKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    OccurredAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ValidFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    ValidUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    EndsWhenSuperseded = table.Column<bool>(type: "INTEGER", nullable: false),
                    IssuerId = table.Column<Guid>(type: "TEXT", nullable: true),
                    IssuerName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Links = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    RowHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_skills_evidence", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "skills_level_settings",
                columns: table => new
                {
                    SkillId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LevelId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Validity = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_skills_level_settings", x => new { x.SkillId, x.LevelId });
                });

            migrationBuilder.CreateTable(
                name: "skills_reminder_settings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_skills_reminder_settings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "skills_reminders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SkillId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    Days = table.Column<int>(type: "INTEGER", nullable: false),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_skills_reminders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "skills_skill_settings",
                columns: table => new
                {
                    SkillId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Policy = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Fulfils = table.Column<int>(type: "INTEGER", maxLength: 40, nullable: false),
                    Validity = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    PracticeTarget = table.Column<int>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_skills_skill_settings", x => x.SkillId);
                });

            migrationBuilder.CreateTable(
                name: "skills_trusted_issuers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Identifier = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    TrustedSince = table.Column<long>(type: "INTEGER", nullable: false),
                    TrustedUntil = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_skills_trusted_issuers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "skills_credential_mappings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    IssuerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CredentialType = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    SkillId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ScaleVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_skills_credential_mappings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_skills_credential_mappings_skills_trusted_issuers_IssuerId",
                        column: x => x.IssuerId,
                        principalTable: "skills_trusted_issuers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_skills_award_rules_Activity",
                table: "skills_award_rules",
                column: "Activity");

            migrationBuilder.CreateIndex(
                name: "IX_skills_award_rules_SkillId",
                table: "skills_award_rules",
                column: "SkillId");

            migrationBuilder.CreateIndex(
                name: "IX_skills_completed_activities_Activity",
                table: "skills_completed_activities",
                column: "Activity");

            migrationBuilder.CreateIndex(
                name: "IX_skills_completed_activities_PersonId_Activity_OccurrenceKey",
                table: "skills_completed_activities",
                columns: new[] { "PersonId", "Activity", "OccurrenceKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_skills_credential_mappings_IssuerId_CredentialType_SkillId",
                table: "skills_credential_mappings",
                columns: new[] { "IssuerId", "CredentialType", "SkillId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_skills_evidence_PersonId_RuleId_OccurrenceKey",
                table: "skills_evidence",
                columns: new[] { "PersonId", "RuleId", "OccurrenceKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_skills_evidence_PersonId_SkillId",
                table: "skills_evidence",
                columns: new[] { "PersonId", "SkillId" });

            migrationBuilder.CreateIndex(
                name: "IX_skills_evidence_RowHash",
                table: "skills_evidence",
                column: "RowHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_skills_evidence_SkillId",
                table: "skills_evidence",
                column: "SkillId");

            migrationBuilder.CreateIndex(
                name: "IX_skills_evidence_Source",
                table: "skills_evidence",
                column: "Source");

            migrationBuilder.CreateIndex(
                name: "IX_skills_evidence_ValidUntil",
                table: "skills_evidence",
                column: "ValidUntil");

            migrationBuilder.CreateIndex(
                name: "IX_skills_reminders_PersonId_SkillId_Until_Days",
                table: "skills_reminders",
                columns: new[] { "PersonId", "SkillId", "Until", "Days" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_skills_trusted_issuers_Identifier",
                table: "skills_trusted_issuers",
                column: "Identifier",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "skills_award_rules");

            migrationBuilder.DropTable(
                name: "skills_completed_activities");

            migrationBuilder.DropTable(
                name: "skills_credential_mappings");

            migrationBuilder.DropTable(
                name: "skills_evidence");

            migrationBuilder.DropTable(
                name: "skills_level_settings");

            migrationBuilder.DropTable(
                name: "skills_reminder_settings");

            migrationBuilder.DropTable(
                name: "skills_reminders");

            migrationBuilder.DropTable(
                name: "skills_skill_settings");

            migrationBuilder.DropTable(
                name: "skills_trusted_issuers");
        }
    }
}
