using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Gamification.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Challenges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "recognition_challenges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Goal = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Target = table.Column<int>(type: "INTEGER", nullable: false),
                    TeamScore = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StartsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    BadgeId = table.Column<Guid>(type: "TEXT", nullable: true),
                    GoalPoints = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstPoints = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    PublishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CancelledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CancelReason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SearchText = table.Column<string>(type: "TEXT", maxLength: 2200, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recognition_challenges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_recognition_challenges_recognition_badges_BadgeId",
                        column: x => x.BadgeId,
                        principalTable: "recognition_badges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "recognition_challenge_items",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ChallengeId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recognition_challenge_items", x => x.Id);
                    table.ForeignKey(
                        name: "FK_recognition_challenge_items_recognition_challenges_ChallengeId",
                        column: x => x.ChallengeId,
                        principalTable: "recognition_challenges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "recognition_entrants",
                columns: table => new
                {
                    ChallengeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    JoinedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recognition_entrants", x => new { x.ChallengeId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_recognition_entrants_recognition_challenges_ChallengeId",
                        column: x => x.ChallengeId,
                        principalTable: "recognition_challenges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "recognition_entrant_scores",
                columns: table => new
                {
                    ChallengeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TeamId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Total = table.Column<long>(type: "INTEGER", nullable: false),
                    ReachedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 201, nullable: false),
                    SortName = table.Column<string>(type: "TEXT", maxLength: 410, nullable: false),
                    IsListed = table.Column<bool>(type: "INTEGER", nullable: false),
                    CountedAtEnd = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recognition_entrant_scores", x => new { x.ChallengeId, x.TeamId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_recognition_entrant_scores_recognition_entrants_ChallengeId_PersonId",
                        columns: x => new { x.ChallengeId, x.PersonId },
                        principalTable: "recognition_entrants",
                        principalColumns: new[] { "ChallengeId", "PersonId" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_recognition_challenge_items_ChallengeId_Key",
                table: "recognition_challenge_items",
                columns: new[] { "ChallengeId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_recognition_challenges_BadgeId",
                table: "recognition_challenges",
                column: "BadgeId");

            migrationBuilder.CreateIndex(
                name: "IX_recognition_challenges_EndsAt",
                table: "recognition_challenges",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "ix_entrant_scores_board",
                table: "recognition_entrant_scores",
                columns: new[] { "ChallengeId", "TeamId", "IsListed", "Total", "ReachedAt", "SortName", "PersonId" },
                descending: new[] { false, false, false, true, false, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_recognition_entrant_scores_ChallengeId_PersonId",
                table: "recognition_entrant_scores",
                columns: new[] { "ChallengeId", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_recognition_entrant_scores_PersonId",
                table: "recognition_entrant_scores",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_recognition_entrants_PersonId",
                table: "recognition_entrants",
                column: "PersonId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "recognition_challenge_items");

            migrationBuilder.DropTable(
                name: "recognition_entrant_scores");

            migrationBuilder.DropTable(
                name: "recognition_entrants");

            migrationBuilder.DropTable(
                name: "recognition_challenges");
        }
    }
}
