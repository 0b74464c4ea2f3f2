using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace CompetencyModular.Gamification.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "recognition_badges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Icon = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Target = table.Column<int>(type: "INTEGER", nullable: false),
                    ActivityKind = table.Column<string>(type: "TEXT", maxLength: 110, nullable: false),
                    SkillId = table.Column<Guid>(type: "TEXT", nullable: true),
                    IsOn = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recognition_badges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "recognition_deeds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    SubjectKind = table.Column<string>(type: "TEXT", maxLength: 110, nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    OccurrenceKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    OccurredAt = table.Column<long>(type: "INTEGER", nullable: false),
                    TeamId = table.Column<Guid>(type: "TEXT", nullable: true),
                    WithdrawnAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recognition_deeds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "recognition_participants",
                columns: table => new
                {
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Choice = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Pseudonym = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 201, nullable: false),
                    TeamId = table.Column<Guid>(type: "TEXT", nullable: true),
                    IsActive = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recognition_participants", x => x.PersonId);
                });

            migrationBuilder.CreateTable(
                name: "recognition_rules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ActivityKind = table.Column<string>(type: "TEXT", maxLength: 110, nullable: false),
                    FromOrdinal = table.Column<int>(type: "INTEGER", nullable: false),
                    Points = table.Column<int>(type: "INTEGER", nullable: false),
                    EachTime = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsOn = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recognition_rules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "recognition_seasons",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    StartsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recognition_seasons", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "recognition_settings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Mode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    RankStyle = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    TeamScore = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    LevelStep = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recognition_settings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "recognition_standings",
                columns: table => new
                {
                    SeasonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Total = table.Column<long>(type: "INTEGER", nullable: false),
                    ReachedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 201, nullable: false),
                    SortName = table.Column<string>(type: "TEXT", maxLength: 410, nullable: false),
                    IsListed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recognition_standings", x => new { x.SeasonId, x.PersonId });
                });

            migrationBuilder.CreateTable(
                name: "recognition_team_shares",
                columns: table => new
                {
                    SeasonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TeamId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Points = table.Column<long>(type: "INTEGER", nullable: false),
                    ReachedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    IsListed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recognition_team_shares", x => new { x.SeasonId, x.TeamId, x.PersonId });
                });

            migrationBuilder.CreateTable(
                name: "recognition_teams",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recognition_teams", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "recognition_badge_awards",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    BadgeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AwardedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ShareKey = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    SharedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recognition_badge_awards", x => x.Id);
                    table.ForeignKey(
                        name: "FK_recognition_badge_awards_recognition_badges_BadgeId",
                        column: x => x.BadgeId,
                        principalTable: "recognition_badges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "recognition_ledger",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RuleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    OccurrenceKey = table.Column<string>(type: "TEXT", maxLength: 220, nullable: false),
                    DeedId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Points = table.Column<int>(type: "INTEGER", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    TeamId = table.Column<Guid>(type: "TEXT", nullable: true),
                    OccurredAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ReversesId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recognition_ledger", x => x.Id);
                    table.ForeignKey(
                        name: "FK_recognition_ledger_recognition_deeds_DeedId",
                        column: x => x.DeedId,
                        principalTable: "recognition_deeds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "recognition_rules",
                columns: new[] { "Id", "ActivityKind", "EachTime", "FromOrdinal", "IsOn", "Kind", "Points", "Version" },
                values: new object[,]
                {
                    { new Guid("0198c0de-6a6d-7000-8000-000000000011"), "", false, 1, true, "ActivityCompleted", 50, 0 },
                    { new Guid("0198c0de-6a6d-7000-8000-000000000012"), "", false, 1, true, "SkillReached", 30, 0 }
                });

            migrationBuilder.InsertData(
                table: "recognition_settings",
                columns: new[] { "Id", "LevelStep", "Mode", "RankStyle", "TeamScore", "Version" },
                values: new object[] { new Guid("0198c0de-6a6d-7000-8000-000000000001"), 100, "Off", "Standard", "Average", 0 });

            migrationBuilder.CreateIndex(
                name: "IX_recognition_badge_awards_BadgeId",
                table: "recognition_badge_awards",
                column: "BadgeId");

            migrationBuilder.CreateIndex(
                name: "IX_recognition_badge_awards_PersonId_BadgeId",
                table: "recognition_badge_awards",
                columns: new[] { "PersonId", "BadgeId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_recognition_badge_awards_ShareKey",
                table: "recognition_badge_awards",
                column: "ShareKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_recognition_deeds_Kind_OccurredAt",
                table: "recognition_deeds",
                columns: new[] { "Kind", "OccurredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_recognition_deeds_PersonId_Subject_OccurrenceKey",
                table: "recognition_deeds",
                columns: new[] { "PersonId", "Subject", "OccurrenceKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_recognition_ledger_DeedId",
                table: "recognition_ledger",
                column: "DeedId");

            migrationBuilder.CreateIndex(
                name: "IX_recognition_ledger_OccurredAt",
                table: "recognition_ledger",
                column: "OccurredAt");

            migrationBuilder.CreateIndex(
                name: "IX_recognition_ledger_PersonId_OccurredAt",
                table: "recognition_ledger",
                columns: new[] { "PersonId", "OccurredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_recognition_ledger_PersonId_RuleId_Source_OccurrenceKey",
                table: "recognition_ledger",
                columns: new[] { "PersonId", "RuleId", "Source", "OccurrenceKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_recognition_seasons_StartsAt",
                table: "recognition_seasons",
                column: "StartsAt");

            migrationBuilder.CreateIndex(
                name: "IX_recognition_standings_PersonId",
                table: "recognition_standings",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "ix_standings_board",
                table: "recognition_standings",
                columns: new[] { "SeasonId", "IsListed", "Total", "ReachedAt", "SortName", "PersonId" },
                descending: new[] { false, false, true, false, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_recognition_team_shares_PersonId",
                table: "recognition_team_shares",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "ix_team_shares_board",
                table: "recognition_team_shares",
                columns: new[] { "SeasonId", "IsListed", "TeamId", "Points", "ReachedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "recognition_badge_awards");

            migrationBuilder.DropTable(
                name: "recognition_ledger");

            migrationBuilder.DropTable(
                name: "recognition_participants");

            migrationBuilder.DropTable(
                name: "recognition_rules");

            migrationBuilder.DropTable(
                name: "recognition_seasons");

            migrationBuilder.DropTable(
                name: "recognition_settings");

            migrationBuilder.DropTable(
                name: "recognition_standings");

            migrationBuilder.DropTable(
                name: "recognition_team_shares");

            migrationBuilder.DropTable(
                name: "recognition_teams");

            migrationBuilder.DropTable(
                name: "recognition_badges");

            migrationBuilder.DropTable(
                name: "recognition_deeds");
        }
    }
}
