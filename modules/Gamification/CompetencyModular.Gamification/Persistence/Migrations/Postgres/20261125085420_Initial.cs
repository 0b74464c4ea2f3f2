using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace CompetencyModular.Gamification.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "recognition");

            migrationBuilder.CreateTable(
                name: "badges",
                schema: "recognition",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Description = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Icon = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Target = table.Column<int>(type: "integer", nullable: false),
                    ActivityKind = table.Column<string>(type: "character varying(110)", maxLength: 110, nullable: false),
                    SkillId = table.Column<Guid>(type: "uuid", nullable: true),
                    IsOn = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_badges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "deeds",
                schema: "recognition",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Subject = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    SubjectKind = table.Column<string>(type: "character varying(110)", maxLength: 110, nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    OccurrenceKey = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Title = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    OccurredAt = table.Column<long>(type: "bigint", nullable: false),
                    TeamId = table.Column<Guid>(type: "uuid", nullable: true),
                    WithdrawnAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deeds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "participants",
                schema: "recognition",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Choice = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Pseudonym = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "character varying(201)", maxLength: 201, nullable: false),
                    TeamId = table.Column<Guid>(type: "uuid", nullable: true),
                    IsActive = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_participants", x => x.PersonId);
                });

            migrationBuilder.CreateTable(
                name: "rules",
                schema: "recognition",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ActivityKind = table.Column<string>(type: "character varying(110)", maxLength: 110, nullable: false),
                    FromOrdinal = table.Column<int>(type: "integer", nullable: false),
                    Points = table.Column<int>(type: "integer", nullable: false),
                    EachTime = table.Column<bool>(type: "boolean", nullable: false),
                    IsOn = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "seasons",
                schema: "recognition",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    StartsAt = table.Column<long>(type: "bigint", nullable: false),
                    EndsAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seasons", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "settings",
                schema: "recognition",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Mode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    RankStyle = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    TeamScore = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    LevelStep = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "standings",
                schema: "recognition",
                columns: table => new
                {
                    SeasonId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Total = table.Column<long>(type: "bigint", nullable: false),
                    ReachedAt = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "character varying(201)", maxLength: 201, nullable: false),
                    SortName = table.Column<string>(type: "character varying(410)", maxLength: 410, nullable: false),
                    IsListed = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_standings", x => new { x.SeasonId, x.PersonId });
                });

            migrationBuilder.CreateTable(
                name: "team_shares",
                schema: "recognition",
                columns: table => new
                {
                    SeasonId = table.Column<Guid>(type: "uuid", nullable: false),
                    TeamId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Points = table.Column<long>(type: "bigint", nullable: false),
                    ReachedAt = table.Column<long>(type: "bigint", nullable: false),
                    IsListed = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_team_shares", x => new { x.SeasonId, x.TeamId, x.PersonId });
                });

            migrationBuilder.CreateTable(
                name: "teams",
                schema: "recognition",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_teams", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "badge_awards",
                schema: "recognition",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    BadgeId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    AwardedAt = table.Column<long>(type: "bigint", nullable: false),
                    ShareKey = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    SharedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_badge_awards", x => x.Id);
                    table.ForeignKey(
                        name: "FK_badge_awards_badges_BadgeId",
                        column: x => x.BadgeId,
                        principalSchema: "recognition",
                        principalTable: "badges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ledger",
                schema: "recognition",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    RuleId = table.Column<Guid>(type: "uuid", nullable: false),
                    Source = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    OccurrenceKey = table.Column<string>(type: "character varying(220)", maxLength: 220, nullable: false),
                    DeedId = table.Column<Guid>(type: "uuid", nullable: false),
                    Points = table.Column<int>(type: "integer", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    TeamId = table.Column<Guid>(type: "uuid", nullable: true),
                    OccurredAt = table.Column<long>(type: "bigint", nullable: false),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false),
                    ReversesId = table.Column<Guid>(type: "uuid", nullable: true),
                    Reason = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ledger_deeds_DeedId",
                        column: x => x.DeedId,
                        principalSchema: "recognition",
                        principalTable: "deeds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                schema: "recognition",
                table: "rules",
                columns: new[] { "Id", "ActivityKind", "EachTime", "FromOrdinal", "IsOn", "Kind", "Points", "Version" },
                values: new object[,]
                {
                    { new Guid("0198c0de-6a6d-7000-8000-000000000011"), "", false, 1, true, "ActivityCompleted", 50, 0 },
                    { new Guid("0198c0de-6a6d-7000-8000-000000000012"), "", false, 1, true, "SkillReached", 30, 0 }
                });

            migrationBuilder.InsertData(
                schema: "recognition",
                table: "settings",
                columns: new[] { "Id", "LevelStep", "Mode", "RankStyle", "TeamScore", "Version" },
                values: new object[] { new Guid("0198c0de-6a6d-7000-8000-000000000001"), 100, "Off", "Standard", "Average", 0 });

            migrationBuilder.CreateIndex(
                name: "IX_badge_awards_BadgeId",
                schema: "recognition",
                table: "badge_awards",
                column: "BadgeId");

            migrationBuilder.CreateIndex(
                name: "IX_badge_awards_PersonId_BadgeId",
                schema: "recognition",
                table: "badge_awards",
                columns: new[] { "PersonId", "BadgeId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_badge_awards_ShareKey",
                schema: "recognition",
                table: "badge_awards",
                column: "ShareKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_deeds_Kind_OccurredAt",
                schema: "recognition",
                table: "deeds",
                columns: new[] { "Kind", "OccurredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_deeds_PersonId_Subject_OccurrenceKey",
                schema: "recognition",
                table: "deeds",
                columns: new[] { "PersonId", "Subject", "OccurrenceKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ledger_DeedId",
                schema: "recognition",
                table: "ledger",
                column: "DeedId");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_OccurredAt",
                schema: "recognition",
                table: "ledger",
                column: "OccurredAt");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_PersonId_OccurredAt",
                schema: "recognition",
                table: "ledger",
                columns: new[] { "PersonId", "OccurredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_PersonId_RuleId_Source_OccurrenceKey",
                schema: "recognition",
                table: "ledger",
                columns: new[] { "PersonId", "RuleId", "Source", "OccurrenceKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_seasons_StartsAt",
                schema: "recognition",
                table: "seasons",
                column: "StartsAt");

            migrationBuilder.CreateIndex(
                name: "ix_standings_board",
                schema: "recognition",
                table: "standings",
                columns: new[] { "SeasonId", "IsListed", "Total", "ReachedAt", "SortName", "PersonId" },
                descending: new[] { false, false, true, false, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_standings_PersonId",
                schema: "recognition",
                table: "standings",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "ix_team_shares_board",
                schema: "recognition",
                table: "team_shares",
                columns: new[] { "SeasonId", "IsListed", "TeamId", "Points", "ReachedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_team_shares_PersonId",
                schema: "recognition",
                table: "team_shares",
                column: "PersonId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "badge_awards",
                schema: "recognition");

            migrationBuilder.DropTable(
                name: "ledger",
                schema: "recognition");

            migrationBuilder.DropTable(
                name: "participants",
                schema: "recognition");

            migrationBuilder.DropTable(
                name: "rules",
                schema: "recognition");

            migrationBuilder.DropTable(
                name: "seasons",
                schema: "recognition");

            migrationBuilder.DropTable(
                name: "settings",
                schema: "recognition");

            migrationBuilder.DropTable(
                name: "standings",
                schema: "recognition");

            migrationBuilder.DropTable(
                name: "team_shares",
                schema: "recognition");

            migrationBuilder.DropTable(
                name: "teams",
                schema: "recognition");

            migrationBuilder.DropTable(
                name: "badges",
                schema: "recognition");

            migrationBuilder.DropTable(
                name: "deeds",
                schema: "recognition");
        }
    }
}
