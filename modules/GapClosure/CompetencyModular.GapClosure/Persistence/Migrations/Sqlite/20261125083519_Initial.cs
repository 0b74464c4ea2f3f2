using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.GapClosure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "gap_closure_approval_settings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UndoMinutes = table.Column<int>(type: "INTEGER", nullable: false),
                    EscalateAfterDays = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gap_closure_approval_settings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "gap_closure_delegations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FromId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ToId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SkillId = table.Column<Guid>(type: "TEXT", nullable: true),
                    StartsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gap_closure_delegations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "gap_closure_plans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProfileId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Goal = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AcceptedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gap_closure_plans", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "gap_closure_requests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SkillId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ScaleVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Links = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SubmittedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Quorum = table.Column<int>(type: "INTEGER", nullable: false),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DecidedOrdinal = table.Column<int>(type: "INTEGER", nullable: true),
                    Decisions = table.Column<int>(type: "INTEGER", nullable: false),
                    ReleasedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EscalatedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gap_closure_requests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "gap_closure_routing_rules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SkillId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    People = table.Column<string>(type: "TEXT", nullable: false),
                    MinOrdinal = table.Column<int>(type: "INTEGER", nullable: false),
                    Quorum = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gap_closure_routing_rules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "gap_closure_settings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    HourlyCost = table.Column<long>(type: "INTEGER", nullable: false),
                    HoursPerWeek = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gap_closure_settings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "gap_closure_plan_steps",
                columns: table => new
                {
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    PlanId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ActivityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gap_closure_plan_steps", x => new { x.PlanId, x.Place });
                    table.ForeignKey(
                        name: "FK_gap_closure_plan_steps_gap_closure_plans_PlanId",
                        column: x => x.PlanId,
                        principalTable: "gap_closure_plans",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "gap_closure_audience",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ScopedKey = table.Column<string>(type: "TEXT", maxLength: 140, nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gap_closure_audience", x => x.Id);
                    table.ForeignKey(
                        name: "FK_gap_closure_audience_gap_closure_requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "gap_closure_requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "gap_closure_evidence_files",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Length = table.Column<long>(type: "INTEGER", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gap_closure_evidence_files", x => x.Id);
                    table.ForeignKey(
                        name: "FK_gap_closure_evidence_files_gap_closure_requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "gap_closure_requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "gap_closure_remarks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gap_closure_remarks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_gap_closure_remarks_gap_closure_requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "gap_closure_requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "gap_closure_votes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: false),
                    OnBehalfOf = table.Column<Guid>(type: "TEXT", nullable: true),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gap_closure_votes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_gap_closure_votes_gap_closure_requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "gap_closure_requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_gap_closure_audience_Key",
                table: "gap_closure_audience",
                column: "Key");

            migrationBuilder.CreateIndex(
                name: "IX_gap_closure_audience_RequestId",
                table: "gap_closure_audience",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_gap_closure_audience_ScopedKey",
                table: "gap_closure_audience",
                column: "ScopedKey");

            migrationBuilder.CreateIndex(
                name: "IX_gap_closure_delegations_FromId",
                table: "gap_closure_delegations",
                column: "FromId");

            migrationBuilder.CreateIndex(
                name: "IX_gap_closure_delegations_ToId_EndsAt",
                table: "gap_closure_delegations",
                columns: new[] { "ToId", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_gap_closure_evidence_files_RequestId",
                table: "gap_closure_evidence_files",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_gap_closure_plans_PersonId_EndedAt",
                table: "gap_closure_plans",
                columns: new[] { "PersonId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_gap_closure_remarks_RequestId",
                table: "gap_closure_remarks",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_gap_closure_requests_PersonId_SkillId",
                table: "gap_closure_requests",
                columns: new[] { "PersonId", "SkillId" });

            migrationBuilder.CreateIndex(
                name: "IX_gap_closure_requests_State_SubmittedAt",
                table: "gap_closure_requests",
                columns: new[] { "State", "SubmittedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_gap_closure_routing_rules_SkillId",
                table: "gap_closure_routing_rules",
                column: "SkillId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_gap_closure_votes_ById_At",
                table: "gap_closure_votes",
                columns: new[] { "ById", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_gap_closure_votes_RequestId",
                table: "gap_closure_votes",
                column: "RequestId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "gap_closure_approval_settings");

            migrationBuilder.DropTable(
                name: "gap_closure_audience");

            migrationBuilder.DropTable(
                name: "gap_closure_delegations");

            migrationBuilder.DropTable(
                name: "gap_closure_evidence_files");

            migrationBuilder.DropTable(
                name: "gap_closure_plan_steps");

            migrationBuilder.DropTable(
                name: "gap_closure_remarks");

            migrationBuilder.DropTable(
                name: "gap_closure_routing_rules");

            migrationBuilder.DropTable(
                name: "gap_closure_settings");

            migrationBuilder.DropTable(
                name: "gap_closure_votes");

            migrationBuilder.DropTable(
                name: "gap_closure_plans");

            migrationBuilder.DropTable(
                name: "gap_closure_requests");
        }
    }
}
