using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.SkillsAnalysis.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "skills");

            migrationBuilder.CreateTable(
                name: "award_rules",
                schema: "skills",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Activity = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    SkillId = table.Column<Guid>(type: "uuid", nullable: false),
                    ScaleVersion = table.Column<int>(type: "integer", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    Validity = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    CreatedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    RetiredAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_award_rules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "completed_activities",
                schema: "skills",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Activity = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    OccurrenceKey = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Title = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    CompletedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_completed_activities", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "evidence",
                schema: "skills",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    SkillId = table.Column<Guid>(type: "uuid", nullable: false),
                    Entry = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    RefersTo = table.Column<Guid>(type: "uuid", nullable: true),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ScaleVersion = table.Column<int>(type: "integer", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    Source = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: true),
                    SourceText = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    RuleId = table.Column<Guid>(type: "uuid", nullable: true),
                    OccurrenceKey = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    OccurredAt = table.Column<long>(type: "bigint", nullable: false),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false),
                    ValidFrom = table.Column<long>(type: "bigint", nullable: false),
                    ValidUntil = table.Column<long>(type: "bigint", nullable: true),
                    EndsWhenSuperseded = table.Column<bool>(type: "boolean", nullable: false),
                    IssuerId = table.Column<Guid>(type: "uuid", nullable: true),
                    IssuerName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Links = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    RowHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evidence", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "level_settings",
                schema: "skills",
                columns: table => new
                {
                    SkillId = table.Column<Guid>(type: "uuid", nullable: false),
                    LevelId = table.Column<Guid>(type: "uuid", nullable: false),
                    Validity = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_level_settings", x => new { x.SkillId, x.LevelId });
                });

            migrationBuilder.CreateTable(
                name: "reminder_settings",
                schema: "skills",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Text = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reminder_settings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "reminders",
                schema: "skills",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    SkillId = table.Column<Guid>(type: "uuid", nullable: false),
                    Until = table.Column<long>(type: "bigint", nullable: false),
                    Days = table.Column<int>(type: "integer", nullable: false),
                    SentAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reminders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "skill_settings",
                schema: "skills",
                columns: table => new
                {
                    SkillId = table.Column<Guid>(type: "uuid", nullable: false),
                    Policy = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Fulfils = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    Validity = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    PracticeTarget = table.Column<int>(type: "integer", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_skill_settings", x => x.SkillId);
                });

            migrationBuilder.CreateTable(
                name: "trusted_issuers",
                schema: "skills",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Identifier = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    TrustedSince = table.Column<long>(type: "bigint", nullable: false),
                    TrustedUntil = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_trusted_issuers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "credential_mappings",
                schema: "skills",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    IssuerId = table.Column<Guid>(type: "uuid", nullable: false),
                    CredentialType = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    SkillId = table.Column<Guid>(type: "uuid", nullable: false),
                    ScaleVersion = table.Column<int>(type: "integer", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_credential_mappings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_credential_mappings_trusted_issuers_IssuerId",
                        column: x => x.IssuerId,
                        principalSchema: "skills",
                        principalTable: "trusted_issuers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_award_rules_Activity",
                schema: "skills",
                table: "award_rules",
                column: "Activity");

            migrationBuilder.CreateIndex(
                name: "IX_award_rules_SkillId",
                schema: "skills",
                table: "award_rules",
                column: "SkillId");

            migrationBuilder.CreateIndex(
                name: "IX_completed_activities_Activity",
                schema: "skills",
                table: "completed_activities",
                column: "Activity");

            migrationBuilder.CreateIndex(
                name: "IX_completed_activities_PersonId_Activity_OccurrenceKey",
                schema: "skills",
                table: "completed_activities",
                columns: new[] { "PersonId", "Activity", "OccurrenceKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_credential_mappings_IssuerId_CredentialType_SkillId",
                schema: "skills",
                table: "credential_mappings",
                columns: new[] { "IssuerId", "CredentialType", "SkillId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_evidence_PersonId_RuleId_OccurrenceKey",
                schema: "skills",
                table: "evidence",
                columns: new[] { "PersonId", "RuleId", "OccurrenceKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_evidence_PersonId_SkillId",
                schema: "skills",
                table: "evidence",
                columns: new[] { "PersonId", "SkillId" });

            migrationBuilder.CreateIndex(
                name: "IX_evidence_RowHash",
                schema: "skills",
                table: "evidence",
                column: "RowHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_evidence_SkillId",
                schema: "skills",
                table: "evidence",
                column: "SkillId");

            migrationBuilder.CreateIndex(
                name: "IX_evidence_Source",
                schema: "skills",
                table: "evidence",
                column: "Source");

            migrationBuilder.CreateIndex(
                name: "IX_evidence_ValidUntil",
                schema: "skills",
                table: "evidence",
                column: "ValidUntil");

            migrationBuilder.CreateIndex(
                name: "IX_reminders_PersonId_SkillId_Until_Days",
                schema: "skills",
                table: "reminders",
                columns: new[] { "PersonId", "SkillId", "Until", "Days" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_trusted_issuers_Identifier",
                schema: "skills",
                table: "trusted_issuers",
                column: "Identifier",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "award_rules",
                schema: "skills");

            migrationBuilder.DropTable(
                name: "completed_activities",
                schema: "skills");

            migrationBuilder.DropTable(
                name: "credential_mappings",
                schema: "skills");

            migrationBuilder.DropTable(
                name: "evidence",
                schema: "skills");

            migrationBuilder.DropTable(
                name: "level_settings",
                schema: "skills");

            migrationBuilder.DropTable(
                name: "reminder_settings",
                schema: "skills");

            migrationBuilder.DropTable(
                name: "reminders",
                schema: "skills");

            migrationBuilder.DropTable(
                name: "skill_settings",
                schema: "skills");

            migrationBuilder.DropTable(
                name: "trusted_issuers",
                schema: "skills");
        }
    }
}
