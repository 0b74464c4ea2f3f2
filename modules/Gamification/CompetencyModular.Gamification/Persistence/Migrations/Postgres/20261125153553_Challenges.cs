using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Gamification.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Challenges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "challenges",
                schema: "recognition",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Description = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    By = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Goal = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Target = table.Column<int>(type: "integer", nullable: false),
                    TeamScore = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    StartsAt = table.Column<long>(type: "bigint", nullable: false),
                    EndsAt = table.Column<long>(type: "bigint", nullable: false),
                    BadgeId = table.Column<Guid>(type: "uuid", nullable: true),
                    GoalPoints = table.Column<int>(type: "integer", nullable: false),
                    FirstPoints = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    PublishedAt = table.Column<long>(type: "bigint", nullable: true),
                    CancelledAt = table.Column<long>(type: "bigint", nullable: true),
                    CancelReason = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: true),
                    SearchText = table.Column<string>(type: "character varying(2200)", maxLength: 2200, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_challenges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_challenges_badges_BadgeId",
                        column: x => x.BadgeId,
                        principalSchema: "recognition",
                        principalTable: "badges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "challenge_items",
                schema: "recognition",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    Title = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    ChallengeId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_challenge_items", x => x.Id);
                    table.ForeignKey(
                        name: "FK_challenge_items_challenges_ChallengeId",
                        column: x => x.ChallengeId,
                        principalSchema: "recognition",
                        principalTable: "challenges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "entrants",
                schema: "recognition",
                columns: table => new
                {
                    ChallengeId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    JoinedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entrants", x => new { x.ChallengeId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_entrants_challenges_ChallengeId",
                        column: x => x.ChallengeId,
                        principalSchema: "recognition",
                        principalTable: "challenges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "entrant_scores",
                schema: "recognition",
                columns: table => new
                {
                    ChallengeId = table.Column<Guid>(type: "uuid", nullable: false),
                    TeamId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Total = table.Column<long>(type: "bigint", nullable: false),
                    ReachedAt = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "character varying(201)", maxLength: 201, nullable: false),
                    SortName = table.Column<string>(type: "character varying(410)", maxLength: 410, nullable: false),
                    IsListed = table.Column<bool>(type: "boolean", nullable: false),
                    CountedAtEnd = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entrant_scores", x => new { x.ChallengeId, x.TeamId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_entrant_scores_entrants_ChallengeId_PersonId",
                        columns: x => new { x.ChallengeId, x.PersonId },
                        principalSchema: "recognition",
                        principalTable: "entrants",
                        principalColumns: new[] { "ChallengeId", "PersonId" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_challenge_items_ChallengeId_Key",
                schema: "recognition",
                table: "challenge_items",
                columns: new[] { "ChallengeId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_challenges_BadgeId",
                schema: "recognition",
                table: "challenges",
                column: "BadgeId");

            migrationBuilder.CreateIndex(
                name: "IX_challenges_EndsAt",
                schema: "recognition",
                table: "challenges",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "ix_entrant_scores_board",
                schema: "recognition",
                table: "entrant_scores",
                columns: new[] { "ChallengeId", "TeamId", "IsListed", "Total", "ReachedAt", "SortName", "PersonId" },
                descending: new[] { false, false, false, true, false, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_entrant_scores_ChallengeId_PersonId",
                schema: "recognition",
                table: "entrant_scores",
                columns: new[] { "ChallengeId", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_entrant_scores_PersonId",
                schema: "recognition",
                table: "entrant_scores",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_entrants_PersonId",
                schema: "recognition",
                table: "entrants",
                column: "PersonId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "challenge_items",
                schema: "recognition");

            migrationBuilder.DropTable(
                name: "entrant_scores",
                schema: "recognition");

            migrationBuilder.DropTable(
                name: "entrants",
                schema: "recognition");

            migrationBuilder.DropTable(
                name: "challenges",
                schema: "recognition");
        }
    }
}
